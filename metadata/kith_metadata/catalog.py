"""The immutable catalog of one revision: every effective definition, and how to find it."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kith_metadata.definitions import Entity, Field, PluginState
from kith_metadata.faults import Fault
from kith_metadata.parts import ADMIN, Layers, entity_id
from kith_metadata.stack import Stack
from kith_metadata.where_used import Use, where_used

if TYPE_CHECKING:
    # A stranger's type is typed by it; at run time the catalog only holds what it is given.
    from kith_metadata.field_types import FieldTypes
    from kith_metadata.field_types.base import FieldType


class UnknownEntity(Exception):
    """There is no such entity, or none that is in use."""

    def __init__(self, key: str, wanted: str) -> None:
        super().__init__(f"there is no entity `{key}`")
        self.fault = Fault(code="unknown_entity", path="entity", found=f"`{key}`", wanted=wanted)


class Catalog:
    """All effective definitions of one revision. A request takes one at its start and keeps it."""

    def __init__(
        self,
        revision: int,
        layers: Layers,
        field_types: "FieldTypes",
        all_entities: Mapping[str, Entity],
        plugins: tuple[PluginState, ...],
    ) -> None:
        self.revision = revision
        self.layers = layers
        self.field_types = field_types
        self.all_entities: Mapping[str, Entity] = MappingProxyType(dict(all_entities))
        """By id, also those retired or of a plugin that is switched off."""
        self.plugins = plugins
        self.compiled: dict[str, Any] = {}
        """What others work out from this catalog, under their own name; it goes with it."""

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Those in use, by today's key, in the order people see them."""
        used = [entity for entity in self.all_entities.values() if not (entity.retired or entity.dormant)]
        places = {plugin.name: plugin.position for plugin in self.plugins}
        used.sort(key=lambda entity: (places.get(entity.plugin, 1_000_000), entity.plugin, entity.position, entity.key))
        return MappingProxyType({entity.key: entity for entity in used})

    @cached_property
    def fields_by_id(self) -> Mapping[str, Field]:
        """Every field of every entity, also retired ones."""
        every = (field for entity in self.all_entities.values() for field in entity.all_fields)
        return MappingProxyType({field.id: field for field in every})

    def entity(self, key: str) -> Entity:
        """By its key or a former one; raises `UnknownEntity`."""
        found = self.entities.get(key) or self._by_former_key.get(key)
        if found is None:
            raise UnknownEntity(key, self._wanted(key))
        return found

    def field_type(self, field: Field) -> "FieldType[Any]":
        return self.field_types[field.type]

    def target(self, field: Field) -> Entity | None:
        """The entity that a field of an entity in use points to."""
        target = self.field_type(field).references(field)
        return self.all_entities.get(target) if target else None

    def referencing(self, entity: Entity) -> tuple[tuple[Entity, Field], ...]:
        """Every field in use that points to this entity, with the entity it belongs to."""
        return self._referencing.get(entity.id, ())

    def used_by(self, part_id: str) -> tuple[Use, ...]:
        """Who would notice if this part went away."""
        return self._uses.get(part_id, ())

    def overrides(self, part_id: str) -> dict[str, tuple[Any, Any]]:
        """What the admin changed of another's part: path -> (as shipped, as it is now)."""
        part = self.layers.get(ADMIN, {}).get(part_id)
        owner = self._stack.owner(part_id)
        if part is None or owner is None or owner == ADMIN:
            return {}
        base = self._stack.effective(part_id, owner, below_admin=True)
        return {path: (base.get(path), now) for path, now in part.items()}

    @cached_property
    def _stack(self) -> Stack:
        return Stack(self.layers)

    @cached_property
    def _by_former_key(self) -> dict[str, Entity]:
        return {old: entity for entity in self.entities.values() for old in entity.former_keys}

    @cached_property
    def _referencing(self) -> dict[str, tuple[tuple[Entity, Field], ...]]:
        found: dict[str, tuple[tuple[Entity, Field], ...]] = {}
        for entity in self.entities.values():
            for field in entity.fields:
                if target := self.field_type(field).references(field):
                    found[target] = (*found.get(target, ()), (entity, field))
        return found

    @cached_property
    def _uses(self) -> dict[str, tuple[Use, ...]]:
        return where_used(self)

    def _wanted(self, key: str) -> str:
        hidden = self.all_entities.get(entity_id(key))
        if hidden is not None:
            return f"an entity in use; `{key}` is {'removed' if hidden.retired else 'of a plugin that is switched off'}"
        return "one of " + ", ".join(f"`{known}`" for known in self.entities) if self.entities else "an entity"
