"""The layers while changes are being made to them: every later change sees the earlier ones."""

from collections.abc import Callable, Mapping
from typing import Any

from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.layers import Composer, compose
from kith_metadata.notation.schema import nearest, one_of
from kith_metadata.parts import ADMIN, ENGINE, Layer, Layers, entity_of, plugin_id
from kith_metadata.report import Report
from kith_metadata.stack import ordered


class Draft:
    """Layers to write to, and the entities they make."""

    def __init__(self, layers: Layers, catalog: Catalog) -> None:
        self.layers: dict[str, dict[str, dict[str, Any]]] = {}
        self.field_types = catalog.field_types
        self.before = catalog
        self.number = catalog.revision + 1
        self.touched: set[str] = set()
        self.later: list[Callable[[], None]] = []
        """Checks that need the work of the changes after them: a title may name a field that comes next."""
        self._take(ordered(layers), catalog.all_entities)

    def entity(self, key: object, report: Report, path: str = "entity") -> Entity | None:
        """The entity in use that has this key; reports when there is none."""
        used = {entity.key: entity for entity in self.entities.values() if not (entity.retired or entity.dormant)}
        former = {old: entity for entity in used.values() for old in entity.former_keys}
        found = used.get(str(key)) or former.get(str(key))
        if found is None:
            report.add("unknown_entity", path, f"`{key}`", one_of(used), nearest(str(key), used))
        return found

    def field(self, entity: Entity, key: object, report: Report, path: str = "field") -> Field | None:
        """The field in use that has this key; reports when there is none."""
        found = entity.by_key.get(str(key)) or entity.aliases.get(str(key))
        if found is None:
            mend = nearest(str(key), entity.by_key)
            report.add("unknown_field", path, f"`{key}`", f"a field of {entity.label}: {one_of(entity.by_key)}", mend)
        return found

    def override(self, part_id: str, leaves: Mapping[str, Any]) -> None:
        """Sets leaves in the admin's layer; what equals the part as shipped is no override, and null takes one back."""
        part = self.layers[ADMIN].setdefault(part_id, {})
        base = self._base(part_id)
        for path, value in leaves.items():
            typed = "type" in part and path.startswith("properties.")
            same = base is not None and path in base and not typed and base[path] == value
            if same or (value is None and not (path == "default" and base and base.get("default") is not None)):
                part.pop(path, None)
            else:
                part[path] = value
        if not part:
            del self.layers[ADMIN][part_id]
        self.touch(part_id)

    def engine(self, part_id: str, leaves: Mapping[str, Any]) -> None:
        """Sets leaves that say where things live."""
        self.layers[ENGINE][part_id] = {**self.layers[ENGINE].get(part_id, {}), **leaves}
        self.touch(part_id)

    def touch(self, part_id: str) -> None:
        """Builds the entity that the part belongs to anew."""
        entity = part_id if part_id.startswith("entity:") else entity_of(part_id)
        self.touched.add(entity)
        if part_id != entity:
            self._fields.setdefault(entity, {})[part_id] = None
        built = Composer(self.layers, self.field_types).entity(entity, self._fields.get(entity, {}))
        if built:
            self.entities[entity] = built

    def set_plugin(self, name: str, *, enabled: bool) -> None:
        """Switches a plugin on or off, with everything that hangs on it."""
        part = self.layers[ADMIN].setdefault(plugin_id(name), {})
        if self.layers[name].get(plugin_id(name), {}).get("enabled", True) == enabled:
            part.pop("enabled", None)
        else:
            part["enabled"] = enabled
        if not part:
            del self.layers[ADMIN][plugin_id(name)]
        self._recompose()

    def replace_layer(self, name: str, layer: Layer | None) -> None:
        """Puts a plugin's layer in place of the one before, or takes it away."""
        others = {other: kept for other, kept in self.layers.items() if other != name}
        self.layers = {**others, **({name: {part_id: dict(part) for part_id, part in layer.items()}} if layer else {})}
        self._recompose()

    def _recompose(self) -> None:
        """Builds everything anew, after a change of whole layers."""
        catalog = compose(self.number, self.layers, self.field_types)
        self._take(catalog.layers, catalog.all_entities)
        self.touched |= set(self.entities)

    def names(self, entity: str) -> set[str]:
        """Every name that a field of the entity has or ever had."""
        prefix = f"field:{entity.removeprefix('entity:')}."
        kept = {part_id for part_id in self.layers[ENGINE] if part_id.startswith(prefix)}
        return {part_id.removeprefix(prefix) for part_id in (*kept, *self._fields.get(entity, {}))}

    def _base(self, part_id: str) -> dict[str, Any] | None:
        """What the part says without the admin; None when it is the admin's own."""
        composer = Composer(self.layers, self.field_types)
        owner = composer.stack.owner(part_id)
        if owner is None or owner == ADMIN:
            return None
        return {**DEFAULTS, **composer.stack.effective(part_id, owner, below_admin=True)}

    def _take(self, layers: Layers, entities: Mapping[str, Entity]) -> None:
        self.layers = {name: {part_id: dict(part) for part_id, part in layer.items()} for name, layer in layers.items()}
        self.entities: dict[str, Entity] = dict(entities)
        self._fields: dict[str, dict[str, None]] = {
            part_id: dict.fromkeys(field.id for field in entity.all_fields) for part_id, entity in entities.items()
        }


DEFAULTS: Mapping[str, Any] = {
    "help": "", "description": "", "required": False, "unique": False, "searchable": False, "retired": False,
}
"""What a part is that says nothing; an admin who sets it back to that overrides nothing."""
