"""A record as the API gives it."""

from collections.abc import Iterable
from typing import Any

from kith_core.records.query import Record
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import SYSTEM_FIELDS, Entity, Field


def dump(
    record: Record, entity: Entity, catalog: Catalog, *, fields: Iterable[Field] | None = None, expand: Iterable[str] = (),
) -> dict[str, Any]:
    """A plain object: the id, the fields (None: all of the record's), what the system keeps."""
    expanded = set(expand)
    answer: dict[str, Any] = {"id": record.id}
    for field in entity.fields if fields is None else fields:
        if field.key in record.values:
            answer[field.key] = _json(record, field, catalog, field.key in expanded)
    for key in SYSTEM_FIELDS[1:]:
        answer[key] = getattr(record, key)
    return answer


def _json(record: Record, field: Field, catalog: Catalog, expand: bool) -> Any:
    value = record.values[field.key]
    if value is None:
        return None
    if expand and field.key in record.references:
        target, title = record.references[field.key]
        return {"id": target, "title": title}
    return catalog.field_type(field).dump(value, field)
