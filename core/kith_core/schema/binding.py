"""The last word on where values live: columns taken up again, columns left but still written, names that are free."""

from collections.abc import Iterator, Mapping
from typing import Any

from kith_core.schema.physical import Physical
from kith_core.schema.storage import columns_of, former_field
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Field, FormerColumn
from kith_metadata.layers import compose
from kith_metadata.parts import ENGINE, Layers, Part


def bound(now: Catalog, draft: Catalog, physical: Physical) -> Catalog:
    """The draft with the engine's layer settled: for a retype, an undo and an undo of an undo alike."""
    places: dict[str, Part] = {}
    for entity in draft.all_entities.values():
        for field in entity.all_fields:
            old, new = _part(now, field), _part(draft, field)
            if "column" in new and old.get("column") != new["column"]:
                settled = _moved(field, old, new, now, draft) if "column" in old else dict(new)
                if settled["column"] not in _columns(old):
                    settled["column"] = _free(field, settled["column"], entity.table, draft, physical)
                places[field.id] = settled
    if not places:
        return draft
    return compose(draft.revision, _with_places(draft.layers, places), draft.field_types)


def _moved(field: Field, old: Part, new: Part, now: Catalog, draft: Catalog) -> dict[str, Any]:
    """The column left joins the former ones and stays written; one of the same kind is taken up again."""
    former = list(_former(field, old, now))
    column = new["column"]
    if column not in _columns(old):
        column = next((entry["column"] for entry in former[1:] if _same(field, entry, draft)), column)
    return {**new, "column": column, "former": [entry for entry in former if entry["column"] != column]}


def _former(field: Field, old: Part, now: Catalog) -> Iterator[dict[str, Any]]:
    """The place the values have now, as a former one, then those before."""
    before = now.fields_by_id.get(field.id)
    properties = dict(before.properties if before else old.get("stored.properties", {}))
    if before and before.options:
        properties["options"] = [{"key": each.key, "label": each.label, "color": each.color} for each in before.options]
    kind = before.type if before else old["stored.type"]
    yield {"column": old["column"], "type": kind, "properties": properties}
    yield from old.get("former", ())


def _same(field: Field, entry: Mapping[str, Any], draft: Catalog) -> bool:
    """Whether the former column holds just what the field holds from now on."""
    was = former_field(field, FormerColumn(**entry))
    return (
        was.type == field.type
        and was.properties == field.properties
        and set(was.options_by_key) == set(field.options_by_key)
        and columns_of(was, draft) == columns_of(field, draft)
    )


def _free(field: Field, column: str, table: str, draft: Catalog, physical: Physical) -> str:
    """The column, or the next name, where a change that never came to its end left another kind of column behind."""
    name, turn = column, 1
    while not physical.takes(table, {name + each.suffix: each for each in columns_of(field, draft)}):
        turn += 1
        name = f"{column}__{turn}"
    return name


def _columns(part: Part) -> set[str]:
    return {part.get("column", ""), *(entry["column"] for entry in part.get("former", ()))}


def _part(catalog: Catalog, field: Field) -> Part:
    return catalog.layers.get(ENGINE, {}).get(field.id, {})


def _with_places(layers: Layers, places: Mapping[str, Part]) -> Layers:
    return {**layers, ENGINE: {**layers.get(ENGINE, {}), **places}}
