"""The pool of one site."""

from typing import TYPE_CHECKING, Any, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy

from kith_core.database.counting import CountedConnection, Counters
from kith_core.database.engine import SiteEngine

if TYPE_CHECKING:
    Connection: TypeAlias = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]
    Pool: TypeAlias = asyncpg.Pool[asyncpg.Record]
else:
    Connection, Pool = asyncpg.Connection, asyncpg.Pool

SETTINGS = {"application_name": "kith", "timezone": "UTC", "jit": "off"}
"""Compiling to machine code costs more than any of our statements takes."""


async def _leave(_connection: Any) -> None:
    """Instead of asyncpg's reset, a round trip at each release: no session state is set outside transactions."""


async def open_pool(url: str, size: int, counters: Counters) -> tuple[SiteEngine, Pool]:
    """Piccolo's engine with its pool; connections are made when first needed and kept."""

    async def count(connection: CountedConnection) -> None:
        connection.counters = counters

    engine = SiteEngine(config={"dsn": url, "server_settings": SETTINGS, "statement_cache_size": 256})
    await engine.start_connection_pool(
        min_size=1, max_size=size, max_inactive_connection_lifetime=0, init=count, reset=_leave,
        connection_class=CountedConnection,
    )
    assert engine.pool is not None
    return engine, engine.pool
