"""One plan at a time: the lock of plans, held by a connection of its own for as long as one is applied."""

import asyncio
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

from kith_core.database import KITH_PLAN_LOCK, Connection, Database
from kith_core.problems import Conflict

PATIENCE = 10.0
_PAUSE = 0.05


@asynccontextmanager
async def applying(database: Database, patience: float = PATIENCE) -> AsyncGenerator[Connection]:
    """Raises `Conflict` when another plan is being applied for longer than `patience` seconds.

    The lock belongs to the connection, so a process that is killed gives it back.
    """
    async with database.acquire() as connection:
        await _take(connection, patience)
        try:
            yield connection
        finally:
            if not connection.is_closed():
                await connection.execute(f"select pg_advisory_unlock({KITH_PLAN_LOCK})")


async def _take(connection: Connection, patience: float) -> None:
    began = time.monotonic()
    while not await connection.fetchval(f"select pg_try_advisory_lock({KITH_PLAN_LOCK})"):
        if time.monotonic() - began > patience:
            raise Conflict("Another change is being made just now; try again in a moment.", code="busy")
        await asyncio.sleep(_PAUSE)
