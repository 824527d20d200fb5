"""The columns of one table worked out again for every row, while people go on writing."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from kith_core.database import Connection, quote
from kith_core.records.derived import search_of, shown_references, title_of
from kith_core.schema.conversion import Conversion, titles
from kith_core.schema.rows import Cell, Reading
from kith_core.schema.storage import columns_of, fields_in_use, target_table
from kith_core.schema.work import Move, Refresh
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types import Context
from kith_metadata.folding import fold_search

Columns = dict[str, str]
"""SQL types by the name of the column."""


class Backfill:
    """What is read of a row, and what is written back: moved values, a title, the words of a search."""

    def __init__(
        self, entity: Entity, moves: Sequence[Move], refresh: Refresh | None, now: Catalog, new: Catalog, context: Context
    ) -> None:
        self.entity, self.context, self._new, self._refresh = entity, context, new, refresh
        self._conversions = {
            move.source.id: Conversion(move.source, move.field, now, new, context) for move in moves if move.converts
        }
        shown = _shown(entity, new) if refresh else ()
        sources = [move.source for move in moves if move.converts]
        moved = {field.id for field in sources}
        self.reading = Reading(entity.table, [*sources, *(field for field in shown if field.id not in moved)], new)
        self.columns = self._columns(moves)

    @property
    def needed(self) -> bool:
        return bool(self.columns)

    async def write(self, connection: Connection, rows: Sequence[asyncpg.Record]) -> None:
        """Works the rows out and writes them; the caller's transaction, or one of the statement's own."""
        worked_out = await self._worked_out(connection, rows)
        places = ", ".join(
            f"{quote(name)} = ${at}::{kind}" for at, (name, kind) in enumerate(self.columns.items(), 2)
        )
        await connection.executemany(f"update {quote(self.entity.table)} set {places} where id = $1", worked_out)

    async def write_these(self, connection: Connection, ids: Sequence[UUID]) -> None:
        """The same for the rows with these ids."""
        if rows := await self.reading.these(connection, ids):
            await self.write(connection, rows)

    def _columns(self, moves: Sequence[Move]) -> Columns:
        columns = {
            move.field.column + column.suffix: column.sql_type
            for move in moves if move.converts for column in columns_of(move.field, self._new)
        }
        if self._refresh and self._refresh.title:
            columns |= {"__title": "text", "__title__fold": "text"}
        if self._refresh:
            columns["__search"] = "text"
        return columns

    async def _worked_out(self, connection: Connection, rows: Sequence[asyncpg.Record]) -> list[tuple[Any, ...]]:
        read = [{cell.field.id: cell.load(row) for cell in self.reading.cells} for row in rows]
        for field_id, conversion in self._conversions.items():
            await conversion.look_up(connection, (values[field_id] for values in read))
        known = await self._titles(connection, read)
        return [self._row(row, values, known) for row, values in zip(rows, read, strict=True)]

    async def _titles(self, connection: Connection, read: Sequence[dict[str, Any]]) -> dict[UUID, str]:
        """Those of the records that titles and searches show."""
        found: dict[UUID, str] = {}
        if self._refresh is None:
            return found
        for field in shown_references(self.entity, self._new):
            table = target_table(field, self._new)
            ids = [value for values in read if (value := self._value(field.id, values)) is not None]
            if table is not None and ids:
                found |= await titles(connection, table, ids)
        return found

    def _row(self, row: asyncpg.Record, values: dict[str, Any], known: dict[UUID, str]) -> tuple[Any, ...]:
        written: list[Any] = [row["id"]]
        for field_id, conversion in self._conversions.items():
            written += conversion.kind.store(self._value(field_id, values), conversion.field)
        if self._refresh is None:
            return tuple(written)
        names = {cell.field.id: cell.field.name for cell in self.reading.cells}
        typed = {names[field_id]: self._value(field_id, values) for field_id in values}
        title = row["__title"]
        if self._refresh.title:
            title = title_of(self.entity, typed, self._new, self.context, known)
            written += [title, fold_search(title)]
        written.append(search_of(self.entity, typed, title, self._new, self.context, known))
        return tuple(written)

    def _value(self, field_id: str, values: dict[str, Any]) -> Any:
        """As it is from now on; nothing where it has no counterpart."""
        conversion = self._conversions.get(field_id)
        if conversion is None:
            return values[field_id]
        try:
            return conversion.convert(values[field_id])
        except ValueFault:
            return None


def _shown(entity: Entity, catalog: Catalog) -> list[Field]:
    """The fields that the title or the search text is made of."""
    names = set(entity.title.names)
    return [field for field in fields_in_use(entity, catalog) if field.searchable or field.name in names]
