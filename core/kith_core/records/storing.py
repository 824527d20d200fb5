"""Typed values as the columns of a table take them, former columns included, and as history remembers them."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kith_core.records.layout import Former, Layout, Stored
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Context

_encoder = msgspec.json.Encoder()


class Storing:
    """The columns of some fields of an entity, with the way from values to them; compiled once a shape."""

    def __init__(self, layout: Layout, fields: Iterable[Stored]) -> None:
        self.fields = tuple(fields)
        self._formers = tuple(
            (place, former)
            for place, stored in enumerate(self.fields) for former in layout.formers.get(stored.field.name, ())
        )
        kept = [*self.fields, *(former.stored for _, former in self._formers)]
        self.columns = tuple(column for stored in kept for column in stored.columns)
        self.sql_types = tuple(sql_type for stored in kept for sql_type in stored.sql_types)

    def place(self, stored: Stored) -> int:
        """Where the first column of a field stands among the columns."""
        return self.columns.index(stored.columns[0])

    def values(self, values: Mapping[str, Any], context: Context) -> list[Any]:
        """What goes into the columns."""
        row: list[Any] = []
        for stored in self.fields:
            row += stored.type.store(values[stored.field.name], stored.field)
        for place, former in self._formers:
            row += former.stored.type.store(
                way_back(former, values[self.fields[place].field.name], context), former.stored.field
            )
        return row


def way_back(former: Former, value: Any, context: Context) -> Any:
    """The value as the type of before has it; None where it has none, which is how an undo knows."""
    if value is None:
        return None
    try:
        return former.stored.type.convert(value, former.now.type, former.now.field, former.stored.field, context)
    except ValueFault:
        return None


def remembered(stored: Stored, value: Any) -> Any:
    """The JSON form of a value, or None."""
    return None if value is None else stored.type.dump(value, stored.field)


def changes_json(fields: Iterable[Stored], before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """`{field name: [before, after]}` for every field whose value differs."""
    changes = {
        stored.field.name: (remembered(stored, old), remembered(stored, new))
        for stored in fields
        if (old := before.get(stored.field.name)) != (new := after.get(stored.field.name))
    }
    return _encoder.encode(changes).decode()
