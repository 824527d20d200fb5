"""Which definitions rest on which: the graph that says what a removal would break."""

from typing import TYPE_CHECKING

import msgspec

from kith_metadata.definitions import Entity

if TYPE_CHECKING:
    from kith_metadata.catalog import Catalog


class Use(msgspec.Struct, frozen=True):
    """One place that rests on a part: the part that does, the property by which, and that in plain words."""

    part_id: str
    path: str
    words: str


def where_used(catalog: "Catalog") -> dict[str, tuple[Use, ...]]:
    """By the id of the part that is used."""
    graph: dict[str, list[Use]] = {}
    for entity in catalog.entities.values():
        for field in entity.fields:
            if target := catalog.field_type(field).references(field):
                words = f"the field {field.label} of {entity.label} points to it"
                graph.setdefault(target, []).append(Use(field.id, "properties.to", words))
        for name, use in _of_entity(entity):
            if field := entity.by_name.get(name):
                graph.setdefault(field.id, []).append(use)
    return {part_id: tuple(uses) for part_id, uses in graph.items()}


def _of_entity(entity: Entity) -> list[tuple[str, Use]]:
    titled = [(name, Use(entity.id, "title", f"the title of {entity.label} shows it")) for name in entity.title.names]
    listed = [(name, Use(entity.id, "columns", f"the list of {entity.label} shows it")) for name in entity.columns]
    words = f"the list of {entity.label} is sorted by it"
    sorted_by = [(term.strip().lstrip("-"), Use(entity.id, "sort", words)) for term in entity.sort.split(",")]
    return titled + listed + sorted_by
