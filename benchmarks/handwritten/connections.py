"""Eight connections with their prepared statements.

asyncpg's own pool resets, shields and looks statements up at each use: half the time of a small query.
"""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import asyncpg
from asyncpg.prepared_stmt import PreparedStatement

COUNT = 8


class Prepared:
    """One connection and what is prepared on it."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._connection = connection
        self._statements: dict[str, PreparedStatement[asyncpg.Record]] = {}

    async def statement(self, sql: str) -> "PreparedStatement[asyncpg.Record]":
        statement = self._statements.get(sql)
        if statement is None:
            statement = self._statements[sql] = await self._connection.prepare(sql)
        return statement


class Connections:
    """Statements run on whichever connection was used last: its caches are warm."""

    def __init__(self) -> None:
        self._free: asyncio.LifoQueue[Prepared] = asyncio.LifoQueue()

    def add(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self._free.put_nowait(Prepared(connection))

    async def fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        prepared = await self._free.get()
        try:
            return await (await prepared.statement(sql)).fetch(*arguments)
        finally:
            self._free.put_nowait(prepared)

    async def fetchrow(self, sql: str, *arguments: Any) -> asyncpg.Record | None:
        rows = await self.fetch(sql, *arguments)
        return rows[0] if rows else None

    async def fetchval(self, sql: str, *arguments: Any) -> Any:
        row = await self.fetchrow(sql, *arguments)
        return row[0] if row else None


@asynccontextmanager
async def connected(url: str) -> AsyncGenerator[Connections]:
    connections = Connections()
    async with AsyncExitStack() as stack:
        for _ in range(COUNT):
            connection = await asyncpg.connect(url)
            stack.push_async_callback(connection.close)
            connections.add(connection)
        yield connections
