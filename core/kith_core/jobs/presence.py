"""Which workers live: each holds an advisory lock, so PostgreSQL notices a death at once and nobody's clock matters."""

import asyncio
from contextlib import suppress

import asyncpg

from kith_core.jobs.names import PRESENCE, mark, signed

_HOLD = "select pg_advisory_lock_shared($1::int, $2::int)"
_HELD = """
    select objid::bigint from pg_locks
    where locktype = 'advisory' and classid = $1::bigint::oid and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
"""
_AT_WORK = "select distinct executor_id from dbos.workflow_status where status = 'PENDING' and executor_id is not null"


class Presence:
    """A connection of its own that holds the lock for as long as the worker lives."""

    def __init__(self, url: str, executor_id: str) -> None:
        self._url = url
        self._executor_id = executor_id
        self._connection: asyncpg.Connection | None = None

    async def keep(self) -> asyncpg.Connection:
        """The connection with the lock, taken anew if it was lost."""
        if self._connection is None or self._connection.is_closed():
            self._connection = await asyncpg.connect(self._url)
            await self._connection.execute(_HOLD, PRESENCE, signed(mark(self._executor_id)))
        return self._connection

    async def dead(self) -> list[str]:
        """The ids of workers that hold runs but no lock."""
        connection = await self.keep()
        at_work = [row["executor_id"] for row in await connection.fetch(_AT_WORK)]
        alive = {row[0] for row in await connection.fetch(_HELD, PRESENCE)}
        return [executor_id for executor_id in at_work if mark(executor_id) not in alive]

    async def close(self) -> None:
        if self._connection is not None:
            with suppress(asyncpg.PostgresError, OSError, asyncio.TimeoutError):
                # A connection already broken needs no farewell.
                await self._connection.close(timeout=2)
