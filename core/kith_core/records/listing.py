"""One page of a list: one statement that also counts, and a second one only where the page reaches the empty values."""

from collections.abc import Mapping
from typing import Any

import asyncpg
import msgspec

from kith_core.access import Access, Principal
from kith_core.database import Database
from kith_core.problems import Invalid
from kith_core.records.choosing import choose
from kith_core.records.cursors import read_cursor, write_cursor, wrong_cursor
from kith_core.records.filtering import Filtering
from kith_core.records.joins import Joins
from kith_core.records.layout import ROOT, Layout
from kith_core.records.parameters import Parameters
from kith_core.records.paths import Reach
from kith_core.records.query import BOUND, MOST_ROWS, Count, Query
from kith_core.records.selection import Row, Selection
from kith_core.records.sorting import Ordering, Place, Term, after, orderings, parse_sort
from kith_metadata.faults import Fault
from kith_metadata.field_types.base import Context

COUNTS = ("none", "bounded", "exact")
RECORD_COLUMNS = f', {ROOT}."__title", {ROOT}."__version"'


class Rows(msgspec.Struct, frozen=True):
    """What a page's statements gave, with the means to read it."""

    selection: Selection
    rows: list[Row]
    next_cursor: str | None
    count: Count | None

    def titled(self, row: Row) -> tuple[str, int]:
        """Title and version, where they were asked for."""
        return row[self.selection.width], row[self.selection.width + 1]


class Listing:
    """One question, from the query to its rows."""

    def __init__(
        self, layout: Layout, query: Query, access: Access, principal: Principal, context: Context, *, titled: bool,
    ) -> None:
        _check(query)
        self._query = query
        self._layout = layout
        self._selection = choose(layout, access, principal, query.fields, query.expand)
        self._filtering = (
            Filtering(layout, access, principal, context)
            .in_trash(query.trashed).visible().matching(query.filter).found_by(query.search)
        )
        self._terms = self._sorted_by(Reach(layout.catalog, access, principal))
        self._question = _question(layout, query, self._terms)
        self._extra = RECORD_COLUMNS if titled else ""
        self._places_at = self._selection.width + (2 if titled else 0)
        self._joins = Joins(layout)
        self._orderings = orderings(self._terms, layout, self._joins)

    async def run(self, database: Database) -> Rows:
        """Reads one row more than the page, to know whether there is another page."""
        wanted = self._query.limit + 1
        start = read_cursor(self._query.cursor, self._question, len(self._terms)) if self._query.cursor else None
        rows: list[Row] = []
        if start is None or start[0] is not None:
            rows = await self._fetch(database, wanted, start, empty=False, counting=self._query.count != "none")
        if len(rows) < wanted and self._orderings[0].optional:
            behind = start if start and start[0] is None else None
            counting = not rows and self._query.count != "none"
            rows += await self._fetch(database, wanted - len(rows), behind, empty=True, counting=counting)
        page = rows[: self._query.limit]
        cursor = write_cursor(self._place(page[-1]), self._question) if len(rows) == wanted else None
        return Rows(self._selection, page, cursor, await self._count(database, rows, start))

    async def _fetch(
        self, database: Database, limit: int, start: Place | None, *, empty: bool, counting: bool,
    ) -> list[Row]:
        sql, values = self._statement(limit, start, empty=empty, counting=counting)
        try:
            return await database.fetch(sql, *values)
        except asyncpg.DataError:
            if self._query.cursor:
                raise wrong_cursor(self._query.cursor) from None
            raise

    def _statement(self, limit: int, start: Place | None, *, empty: bool, counting: bool) -> tuple[str, list[Any]]:
        parameters = Parameters(*self._filtering.parameters.values)
        joins = self._filtering.joins | self._joins
        chosen = self._selection.sql(joins)
        order = self._stage(empty=empty)
        parts = [self._filtering.sql]
        if self._orderings[0].optional:
            parts.append(f"{self._orderings[0].sql} is {'' if empty else 'not '}null")
        if start is not None:
            parts.append(after(order, start[1:] if empty else start, parameters))
        places = "".join(f", ({term.sql})::text" for term in self._orderings)
        counted = f", ({self._counting()})" if counting else ""
        return (
            f"select {chosen}{self._extra}{places}{counted} from {self._layout.table} {ROOT}{joins.sql}"
            f" where {' and '.join(parts)} order by {', '.join(term.order_by for term in order)} limit {limit}"
        ), parameters.values

    def _stage(self, *, empty: bool) -> tuple[Ordering, ...]:
        """The order within a stage: where the first term is always empty it does not order, else it is never empty."""
        if empty:
            return self._orderings[1:]
        return (msgspec.structs.replace(self._orderings[0], optional=False), *self._orderings[1:])

    def _counting(self) -> str:
        source = f"from {self._layout.table} {ROOT}{self._filtering.joins.sql} where {self._filtering.sql}"
        if self._query.count == "exact":
            return f"select count(*) {source}"
        return f"select count(*) from (select 1 {source} limit {BOUND + 1}) counted"

    async def _count(self, database: Database, rows: list[Row], start: Place | None) -> Count | None:
        if self._query.count == "none":
            return None
        if rows:
            found = rows[0][-1]
        elif start is None:
            found = 0
        else:
            found = await database.fetchval(self._counting(), *self._filtering.parameters.values)
        if self._query.count == "bounded" and found > BOUND:
            return Count(BOUND, exact=False)
        return Count(found, exact=True)

    def _place(self, row: Row) -> Place:
        return tuple(row[self._places_at : self._places_at + len(self._terms)])

    def _sorted_by(self, reach: Reach) -> tuple[Term, ...]:
        if self._query.sort:
            return parse_sort(self._query.sort, self._layout.entity, reach)
        return parse_sort(_todays_keys(self._layout), self._layout.entity, reach)


def _todays_keys(layout: Layout) -> str:
    """The entity's own order, which is kept by names: without the fields that have left."""
    terms = (term.strip() for term in layout.entity.sort.split(","))
    by_name = {**layout.by_name, **layout.system}
    named = ((term, by_name.get(term.lstrip("+-"))) for term in terms if term)
    return ",".join(f"{'-' if term.startswith('-') else ''}{stored.field.key}" for term, stored in named if stored)


def _check(query: Query) -> None:
    faults: list[Fault] = []
    if not 1 <= query.limit <= MOST_ROWS:
        faults.append(Fault(code="limit", path="limit", found=str(query.limit), wanted=f"a number from 1 to {MOST_ROWS}"))
    if query.count not in COUNTS:
        wanted = ", ".join(f"`{count}`" for count in COUNTS)
        faults.append(Fault(code="count", path="count", found=f"`{query.count}`", wanted=f"one of {wanted}"))
    if faults:
        raise Invalid("", *faults)


def _question(layout: Layout, query: Query, terms: tuple[Term, ...]) -> bytes:
    """What must be the same for a cursor to mean anything."""
    order = [(*(field.id for field in term.path), term.descending) for term in terms]
    asked: Mapping[str, Any] = {
        "entity": layout.entity.id, "order": order, "filter": query.filter, "search": query.search, "trash": query.trashed,
    }
    return msgspec.msgpack.encode(asked)
