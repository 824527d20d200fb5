"""The database of one site."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AbstractContextManager, asynccontextmanager
from typing import Any, TypeVar

import asyncpg
from piccolo.query.base import Query

from kith_core.database.address import Address, parse_address
from kith_core.database.connections import Connection, Pool, open_pool
from kith_core.database.counting import Counter, Counters
from kith_core.database.creation import create_database
from kith_core.database.engine import SiteEngine, running_on
from kith_core.database.reaching import Report, check_server, reach, silently
from kith_core.database.writing import switch, switching, writing

T = TypeVar("T")


class Database:
    """A pool of connections, with the few ways to use one."""

    def __init__(self, url: str, engine: SiteEngine, pool: Pool, counters: Counters) -> None:
        self.url = url
        self.address = str(parse_address(url))
        self.engine = engine
        self.pool = pool
        self._counters = counters

    @classmethod
    async def open(cls, url: str, pool_size: int = 8, report: Report = silently) -> "Database":
        """Waits for a server that recovers and makes the database if there is none; raises `Unavailable`."""
        address, counters = parse_address(url), Counters()

        async def connect() -> tuple[SiteEngine, Pool]:
            return await open_pool(url, pool_size, counters)

        try:
            engine, pool = await reach(address, connect, report)
        except asyncpg.InvalidCatalogNameError:
            await create_database(address, report)
            engine, pool = await reach(address, connect, report)
        database = cls(url, engine, pool, counters)
        await database._check(address)
        return database

    async def _check(self, address: Address) -> None:
        try:
            async with self.acquire() as connection:
                check_server(address, connection)
        except BaseException:
            await self.close()
            raise

    async def close(self) -> None:
        await self.engine.close_connection_pool()

    async def fetch(self, sql: str, *arguments: Any) -> list[asyncpg.Record]:
        return await self.pool.fetch(sql, *arguments)

    async def fetchrow(self, sql: str, *arguments: Any) -> asyncpg.Record | None:
        return await self.pool.fetchrow(sql, *arguments)

    async def fetchval(self, sql: str, *arguments: Any) -> Any:
        return await self.pool.fetchval(sql, *arguments)

    async def execute(self, sql: str, *arguments: Any) -> str:
        return await self.pool.execute(sql, *arguments)

    async def run(self, query: Query[Any, Any]) -> Any:
        """A query of the system tables (`tables.py`), on this site's engine."""
        with running_on(self.engine):
            return await query.run()

    def acquire(self) -> AbstractAsyncContextManager[Connection]:
        return self.pool.acquire()

    @asynccontextmanager
    async def write(self, revision: int | None = None) -> AsyncGenerator[Connection]:
        """A transaction during which no switch happens; see `writing.writing`."""
        async with self.acquire() as connection, writing(connection, revision):
            yield connection

    @asynccontextmanager
    async def exclusive(self) -> AsyncGenerator[Connection]:
        """A transaction during which nobody writes; what it does inside may still raise `LockNotAvailableError`."""
        async with self.acquire() as connection, switching(connection):
            yield connection

    async def switch(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """`work` during which nobody writes, tried anew when a table cannot be locked within 40 ms."""
        async with self.acquire() as connection:
            return await switch(connection, work)

    def counting(self) -> AbstractContextManager[Counter]:
        """Counts the statements sent from now on, by whomever."""
        return self._counters.counting()
