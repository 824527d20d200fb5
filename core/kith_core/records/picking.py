"""Choosing a record by what one types: titles that start with it, then titles that hold it."""

from uuid import UUID

import msgspec

from kith_core.access import Principal
from kith_core.database import Database
from kith_core.records.filtering import Filtering, containing, escaped
from kith_core.records.layout import ROOT, Layout, Stored
from kith_metadata.field_types.base import Context
from kith_metadata.folding import fold_search

SECOND_LINE_FIELDS = 2


class Choice(msgspec.Struct, frozen=True):
    """A record to choose, with a second line that tells it from others of its name."""

    id: UUID
    title: str
    second_line: str


async def pick(
    database: Database, layout: Layout, visible: Filtering, second: tuple[Stored, ...], search: str, limit: int,
    context: Context,
) -> list[Choice]:
    """`visible` has the rules on records and nothing else yet."""
    sql, values = _statement(layout, visible, second, fold_search(search).strip(), limit)
    return [
        Choice(row[0], row[1], _second_line(second, row[2:], context)) for row in await database.fetch(sql, *values)
    ]


def second_line_fields(layout: Layout, readable: frozenset[str]) -> tuple[Stored, ...]:
    """The next things to know of a record after its title: where it belongs, then its first fields of text."""
    shown = set(layout.entity.title.names)
    usable = [stored for stored in layout.fields if stored.field.name not in shown and stored.field.name in readable]
    ranked = sorted(usable, key=lambda stored: 0 if stored.target and stored.target.entity else 1)
    told = [stored for stored in ranked if stored.target or _is_line(stored)]
    return tuple(told[:SECOND_LINE_FIELDS])


def _is_line(stored: Stored) -> bool:
    """A short text: it orders by its own fold and has no several lines."""
    return stored.type.sort_suffix(stored.field) not in ("", None) and stored.type.input != "textarea"


def _statement(
    layout: Layout, visible: Filtering, second: tuple[Stored, ...], term: str, limit: int,
) -> tuple[str, list[object]]:
    columns = [f'{ROOT}."id"', f'{ROOT}."__title"']
    for stored in second:
        target = f"{visible.joins.target((stored.field,))}.{stored.target.title}" if stored.target else None
        columns.append(target or stored.expressions(ROOT)[""])
    if not term:
        order = f'{ROOT}."id" desc'
    else:
        for word in term.split():
            visible.add(f'{ROOT}."__title__fold" like {visible.parameters.bind(containing(word), "text")}')
        starts = visible.parameters.bind(f"{escaped(term)}%", "text")
        order = f'({ROOT}."__title__fold" like {starts}) desc, {ROOT}."__title__fold", {ROOT}."id"'
    return (
        f"select {', '.join(columns)} from {layout.table} {ROOT}{visible.joins.sql} where {visible.sql}"
        f" order by {order} limit {limit}"
    ), visible.parameters.values


def _second_line(second: tuple[Stored, ...], row: tuple[object, ...], context: Context) -> str:
    texts = [
        str(value) if stored.target else stored.type.text(value, stored.field, context)
        for stored, value in zip(second, row, strict=True) if value is not None
    ]
    return " · ".join(texts)
