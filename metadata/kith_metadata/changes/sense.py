"""What must hold of definitions as a whole, once every change has been made."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kith_metadata.changes.draft import Draft
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import ValueFault
from kith_metadata.report import Report

if TYPE_CHECKING:
    # Field types are handed in; only their interface matters here.
    from kith_metadata.field_types.base import FieldType


def check_sense(draft: Draft, report: Report) -> None:
    """Reports keys that two definitions claim."""
    claimed: dict[str, Entity] = {}
    for entity in draft.entities.values():
        if not entity.retired and entity.id != claimed.setdefault(entity.key, entity).id:
            report.add("taken_key", entity.key, "two entities with this key", "one", "rename one of them")
    for part_id in sorted(draft.touched & draft.entities.keys()):
        _check_fields(draft.entities[part_id], report)


def check_field(field: Field, kind: "FieldType[Any]", report: Report, path: str) -> None:
    """Reports a default that the type cannot take, and what cannot be unique."""
    for fault in kind.faults(field):
        report.value(fault, path.rstrip("."))
    if field.unique and not kind.unique_allowed:
        report.add("unique", f"{path}unique", "true", f"no `unique` on a field of type `{field.type}`", "remove it")
    if field.default is None:
        return
    if field.unique:
        report.add("unique", f"{path}default", "a default on a unique field", "no default", "remove one of the two")
    try:
        kind.parse(field.default, field, _context())
    except ValueFault as fault:
        report.value(fault, f"{path}default")


def _check_fields(entity: Entity, report: Report) -> None:
    seen: dict[str, Field] = {}
    for field in entity.all_fields:
        if not field.retired and field.id != seen.setdefault(field.key, field).id:
            owners = f"fields of `{seen[field.key].owner}` and `{field.owner}`"
            report.add("taken_key", f"{entity.key}.{field.key}", f"{owners} with this key", "one", "rename one of them")


def _context() -> Any:
    """Any moment and place will do: whether a default can be read does not depend on them."""
    from kith_metadata.field_types.base import Context

    return Context(now=datetime(2000, 1, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), currency="EUR")
