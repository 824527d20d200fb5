"""A value that another record already has: the refusal of a unique index, put into words."""

from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import asyncpg

from kith_core.problems import Conflict
from kith_core.records.layout import Layout, Stored
from kith_metadata.faults import Fault

Fetch = Callable[..., Awaitable[list[asyncpg.Record]]]
Written = tuple[UUID, Mapping[str, Any]]
"""The id of a record and its values by field name."""

_COLUMNS = (
    "select a.attname from pg_class c join pg_index i on i.indexrelid = c.oid"
    " join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey) where c.relname = $1::text"
)


class Clash(Exception):
    """Records could not be written because of a unique index; explained once their transaction is over."""

    def __init__(self, layout: Layout, records: Sequence[Written], index: str) -> None:
        super().__init__(index)
        self.layout, self.records, self.index = layout, records, index

    def place(self, number: int) -> str:
        """Where in the input a record stands."""
        return f"row {number + 1}" if len(self.records) > 1 else ""


@contextmanager
def noticing_clashes(layout: Layout, records: Sequence[Written]) -> Iterator[None]:
    """Turns the refusal of an index into a `Clash` of the records being written."""
    try:
        yield
    except asyncpg.UniqueViolationError as error:
        raise Clash(layout, records, error.constraint_name or "") from error


async def explained(clash: Clash, fetch: Fetch) -> Conflict:
    """Names the field, the values and the records that have them."""
    layout = clash.layout
    columns = {row[0] for row in await fetch(_COLUMNS, clash.index)}
    stored = next((one for one in layout.fields if columns & _names(one)), None)
    if stored is None:
        return Conflict(f"This {layout.entity.label} has a value that another one has already.", code="not_unique")
    holders = {place: (record_id, title) for place, record_id, title in await fetch(*_holders(clash, stored))}
    faults = [
        _fault(clash, stored, number, [holders[number]] if number in holders else [])
        for number in sorted({*holders, *_repeated(clash, stored)})
    ]
    records = [{"id": held, "title": title, "field": stored.field.key} for held, title in holders.values()]
    named = "; ".join(fault.mend for fault in faults[:3])
    return Conflict(f"{stored.field.label} must be different in every {layout.entity.label}. {named}", *faults,
                    code="not_unique", records=records)


def _fault(clash: Clash, stored: Stored, number: int, holders: list[tuple[UUID, str]]) -> Fault:
    value = clash.records[number][1][stored.field.name]
    who = f"“{holders[0][1]}” has it already" if holders else "an earlier row has it already"
    return Fault(
        code="not_unique", path=stored.field.key, where=clash.place(number), found=f"`{stored.type.dump(value, stored.field)}`",
        wanted=f"a {stored.field.label} that no other {clash.layout.entity.label} has", mend=who,
    )


def _holders(clash: Clash, stored: Stored) -> tuple[Any, ...]:
    """SQL and values that find, for each record, another one with the same value."""
    keys = [_unique_key(stored, values) for _, values in clash.records]
    suffixes = stored.type.unique_suffixes(stored.field)
    kinds = [stored.sql_types[stored.suffixes.index(suffix)] for suffix in suffixes]
    arrays = ", ".join(f"${place}::{kind}[]" for place, kind in enumerate(kinds, 2))
    columns = stored.expressions("r")
    same = " and ".join(f"{columns[suffix]} = k.k{place}" for place, suffix in enumerate(suffixes))
    named = ", ".join(f"k{place}" for place in range(len(suffixes)))
    return (
        f'select (k.n - 1)::int, r."id", r."__title" from unnest({arrays}) with ordinality as k({named}, n)'
        f' join {clash.layout.table} r on {same} where r."trashed_at" is null and r."id" <> all($1::uuid[])',
        [record_id for record_id, _ in clash.records],
        *([None if key is None else key[place] for key in keys] for place in range(len(suffixes))),
    )


def _repeated(clash: Clash, stored: Stored) -> list[int]:
    """The records whose value an earlier one of the same call has."""
    seen: set[tuple[Any, ...]] = set()
    repeated: list[int] = []
    for number, (_, values) in enumerate(clash.records):
        key = _unique_key(stored, values)
        if key is not None and key in seen:
            repeated.append(number)
        elif key is not None:
            seen.add(key)
    return repeated


def _unique_key(stored: Stored, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
    value = values.get(stored.field.name)
    if value is None:
        return None
    held = dict(zip(stored.suffixes, stored.type.store(value, stored.field), strict=True))
    return tuple(held[suffix] for suffix in stored.type.unique_suffixes(stored.field))


def _names(stored: Stored) -> set[str]:
    return {column[1:-1].replace('""', '"') for column in stored.columns}
