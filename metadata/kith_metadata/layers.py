"""Layers folded into one catalog: plugins bottom up by dependency, the admin's on top."""

from typing import TYPE_CHECKING

import msgspec

from kith_metadata.building import build_entity, build_field
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.parts import ADMIN, ENGINE, Layer, Layers, Part, entity_of
from kith_metadata.stack import Stack, ordered

if TYPE_CHECKING:
    # Only its name is needed; the types themselves come from whoever composes.
    from kith_metadata.field_types import FieldTypes

__all__ = ["ADMIN", "ENGINE", "Composer", "Layer", "Layers", "Part", "compose", "ordered"]


def compose(revision: int, layers: Layers, field_types: "FieldTypes") -> Catalog:
    """The catalog that these layers make; any order of the layers gives the same."""
    composer = Composer(ordered(layers), field_types)
    return Catalog(revision, composer.stack.layers, field_types, composer.entities(), composer.stack.plugins)


class Composer:
    """Builds entities out of layers, all of them or one at a time."""

    def __init__(self, layers: Layers, field_types: "FieldTypes") -> None:
        self.stack = Stack(layers)
        self.field_types = field_types
        self._types = frozenset(field_types.names())
        self._used: dict[str, bool] = {}

    def entities(self) -> dict[str, Entity]:
        """Every entity that some layer defines, by id."""
        fields: dict[str, list[str]] = {}
        for name in self.stack.names:
            for part_id in self.stack.layers[name]:
                if part_id.startswith("entity:"):
                    fields.setdefault(part_id, [])
                elif part_id.startswith("field:"):
                    fields.setdefault(entity_of(part_id), []).append(part_id)
        built = {part_id: self.entity(part_id, dict.fromkeys(own)) for part_id, own in fields.items()}
        return {part_id: entity for part_id, entity in built.items() if entity is not None}

    def entity(self, part_id: str, field_ids: dict[str, None]) -> Entity | None:
        """None when no layer defines it any more."""
        owner = self.stack.owner(part_id)
        if owner is None:
            return None
        fields = (self.field(own) for own in field_ids)
        part = self.stack.effective(part_id, owner)
        dormant = owner in self.stack.disabled
        return build_entity(part_id, part, owner, (field for field in fields if field), dormant=dormant)

    def field(self, part_id: str) -> Field | None:
        owner = self.stack.owner(part_id)
        if owner is None:
            return None
        field = build_field(part_id, self.stack.effective(part_id, owner), owner, dormant=False)
        lost = owner in self.stack.disabled or self._lost(field)
        return msgspec.structs.replace(field, dormant=True) if lost else field

    def _lost(self, field: Field) -> bool:
        """Whether what the field rests on, its type or the entity it points to, is not there now."""
        if field.type not in self._types:
            return True
        target = self.field_types[field.type].references(field)
        return target is not None and not self._in_use(target)

    def _in_use(self, entity: str) -> bool:
        if entity not in self._used:
            owner = self.stack.owner(entity)
            self._used[entity] = (
                owner is not None
                and owner not in self.stack.disabled
                and not self.stack.effective(entity, owner).get("retired", False)
            )
        return self._used[entity]
