"""`fill` of an `add_field`: the value that records which exist already get, as a constant of the new column."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kith_core.database import Database
from kith_core.schema.work import Fills
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import Fault, FaultError, ValueFault
from kith_metadata.field_types import Context


def without_fill(change: Mapping[str, Any]) -> Mapping[str, Any]:
    """The change as the definitions see it."""
    if change.get("kind") != "add_field":
        return change
    return {name: value for name, value in change.items() if name != "fill"}


async def read_fills(
    database: Database, changes: Sequence[Mapping[str, Any]], now: Catalog, new: Catalog, context: Context
) -> Fills:
    """Raises `FaultError` for every value that its field cannot hold."""
    fills: dict[str, Mapping[str, str]] = {}
    faults: list[Fault] = []
    for where, written, field in _filled(changes, now, new):
        try:
            fills[field.id] = await _constants(database, field, _value(written, field, new, context), new)
        except ValueFault as fault:
            faults.append(fault.at("fill", where))
    if faults:
        raise FaultError(*faults)
    return fills


def _filled(changes: Sequence[Mapping[str, Any]], now: Catalog, new: Catalog) -> Iterator[tuple[str, Any, Field]]:
    for index, change in enumerate(changes):
        written = change.get("fill") if change.get("kind") == "add_field" else None
        if written is not None and written is not False and (field := _added(change, now, new)):
            yield f"changes[{index}]", written, field


def _added(change: Mapping[str, Any], now: Catalog, new: Catalog) -> Field | None:
    entity: Entity = new.entity(change["entity"])
    definition = change["field"]
    fresh = (field for field in entity.fields if field.id not in now.fields_by_id)
    if "key" in definition:
        return next((field for field in fresh if field.key == definition["key"]), None)
    return next((field for field in fresh if field.label == definition["label"]), None)


def _value(written: Any, field: Field, new: Catalog, context: Context) -> Any:
    if field.unique:
        found = "a value for every record of a field in which no two may be the same"
        raise ValueFault(code="unique", found=found, wanted="no `fill`", mend="leave `fill` out")
    value = field.default if written is True and field.type != "boolean" else written
    if value is None:
        raise ValueFault(code="fill", found="true", wanted="a default to fill with", mend="give the field a default")
    return new.field_type(field).parse(value, field, context)


async def _constants(database: Database, field: Field, value: Any, new: Catalog) -> Mapping[str, str]:
    """Each column's part of the value as an SQL constant; the server does the quoting."""
    kind = new.field_type(field)
    constants: dict[str, str] = {}
    for column, part in zip(kind.columns(field), kind.store(value, field), strict=True):
        if part is not None:
            text = await database.fetchval(f"select quote_literal($1::{column.sql_type}::text)", part)
            constants[field.column + column.suffix] = f"{text}::{column.sql_type}"
    return constants
