"""What must hold of a field as a whole, beyond the shape of each of its properties."""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Context, FieldType
from kith_metadata.report import Report

ANYWHERE = Context(now=datetime(2000, 1, 1, tzinfo=UTC), zone=ZoneInfo("UTC"), currency="EUR")
"""Whether a default can be read depends on no moment and no place."""


def check_field(field: Field, kind: FieldType[Any], report: Report, path: str) -> None:
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
        kind.parse(field.default, field, ANYWHERE)
    except ValueFault as fault:
        report.value(fault, f"{path}default")
