"""Rows of an entity's table read as typed values, a piece at a time."""

from collections.abc import AsyncIterator, Iterable, Sequence
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from kith_core.database import Connection, Database, quote
from kith_core.schema.storage import columns_of
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Field
from kith_metadata.field_types import FieldType

FIRST = UUID(int=0)


class Cell(msgspec.Struct, frozen=True):
    """Where in a row a field's columns stand, and how they are read."""

    field: Field
    kind: FieldType[Any]
    start: int
    stop: int

    def load(self, row: asyncpg.Record) -> Any:
        stored = tuple(row[at] for at in range(self.start, self.stop))
        return None if stored[0] is None else self.kind.load(stored, self.field)


class Reading:
    """The statement that reads id, title and some fields of a table."""

    def __init__(self, table: str, fields: Iterable[Field], catalog: Catalog) -> None:
        names, cells = ["id", "__title"], list[Cell]()
        for field in fields:
            own = [field.column + column.suffix for column in columns_of(field, catalog)]
            cells.append(Cell(field, catalog.field_types[field.type], len(names), len(names) + len(own)))
            names += own
        self.cells = tuple(cells)
        self._select = f"select {', '.join(quote(name) for name in names)} from {quote(table)}"

    async def pieces(self, database: Database | Connection, size: int, where: str = "true") -> AsyncIterator[list[asyncpg.Record]]:
        """All rows in the order of their ids; each piece is a statement of its own."""
        sql = f"{self._select} where id > $1 and ({where}) order by id limit {size}"
        last = FIRST
        while rows := await database.fetch(sql, last):
            yield rows
            last = rows[-1]["id"]

    async def these(self, database: Database | Connection, ids: Sequence[UUID]) -> list[asyncpg.Record]:
        """The rows with these ids that are there."""
        return await database.fetch(f"{self._select} where id = any($1::uuid[]) order by id", ids)
