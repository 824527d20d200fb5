"""Transactions that know the revision: writers side by side, a switch alone."""

import asyncio
import random
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import asyncpg

from kith_core.database.connections import Connection
from kith_core.database.locks import KITH_LOCK
from kith_core.problems import Stale, Unavailable

T = TypeVar("T")

BEGIN_WRITE = f"begin; select pg_advisory_xact_lock_shared({KITH_LOCK})"
BEGIN_SWITCH = f"begin; set local lock_timeout = '40ms'; select pg_advisory_xact_lock({KITH_LOCK})"
PATIENCE = 60.0
"""Seconds a switch tries for; each try waits 40 ms at most, so nobody behind it notices."""


class StaleRevision(Stale):
    """The model changed between the look at the catalog and the write: take the new catalog and try again."""

    def __init__(self, revision: int) -> None:
        super().__init__(f"The model has changed since revision {revision}.", code="stale_revision")
        self.revision = revision


@asynccontextmanager
async def writing(connection: Connection, revision: int | None) -> AsyncGenerator[Connection]:
    """A transaction under the shared lock, begun in one round trip.

    With a revision, the commit itself tests it, in its own round trip. That is as good as a test at the start: the
    revision cannot move while the lock is held.
    """
    await connection.execute(BEGIN_WRITE)
    try:
        yield connection
        await _commit(connection, revision)
    finally:
        await roll_back(connection)


async def _commit(connection: Connection, revision: int | None) -> None:
    if revision is None:
        status = await connection.execute("commit")
    else:
        # A test that fails has to fail as a statement, or the commit behind it would go through.
        test = f"select 1 / (revision = {int(revision)})::int from kith_site"
        try:
            status = await connection.execute(f"{test}; commit")
        except asyncpg.DivisionByZeroError as error:
            raise StaleRevision(revision) from error
    if status != "COMMIT":
        raise asyncpg.InFailedSQLTransactionError("a statement of this transaction failed and was passed over")


async def roll_back(connection: Connection) -> None:
    """Ends what is still open; nothing to do after a commit or on a lost connection."""
    if not connection.is_closed() and connection.is_in_transaction():
        await connection.execute("rollback")


@asynccontextmanager
async def switching(connection: Connection) -> AsyncGenerator[Connection]:
    """A transaction alone with its lock; retried until it is had, statements inside still wait 40 ms at most."""
    await retried(lambda: _begin_switch(connection))
    try:
        yield connection
        await _commit(connection, None)
    finally:
        await roll_back(connection)


async def _begin_switch(connection: Connection) -> None:
    try:
        await connection.execute(BEGIN_SWITCH)
    except BaseException:
        await roll_back(connection)
        raise


async def switch(connection: Connection, work: Callable[[Connection], Awaitable[T]]) -> T:
    """Runs `work` alone, whole or not at all, and anew when a lock inside it cannot be had in time."""

    async def attempt() -> T:
        await _begin_switch(connection)
        try:
            result = await work(connection)
            await _commit(connection, None)
        finally:
            await roll_back(connection)
        return result

    return await retried(attempt)


async def retried(attempt: Callable[[], Awaitable[T]]) -> T:
    """Again and again with longer breaks while a lock is taken; deadlocks are broken by a new try too."""
    began, pause = time.monotonic(), 0.01
    while True:
        try:
            return await attempt()
        except (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError) as error:
            if time.monotonic() - began > PATIENCE:
                detail = f"Other transactions hold the tables of this change; it was tried for {PATIENCE:.0f} s."
                raise Unavailable(detail, code="locked") from error
        await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311  # spreads tries, guards nothing
        pause = min(pause * 1.5, 0.5)
