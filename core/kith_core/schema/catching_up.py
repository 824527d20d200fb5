"""How a backfill meets the writers: a mark in the history, taken while nobody writes, and rounds until little is left."""

import asyncpg

from kith_core.database import Connection, Database
from kith_core.database.writing import retried
from kith_core.schema.backfill import Backfill

PIECE = 500
"""Rows of one short transaction: a writer who wants one of them waits a few milliseconds."""
FEW = 100
"""So few records can be caught up with inside the switch."""
MOST_ROUNDS = 20
LOCK_TIMEOUT = "set local lock_timeout = '40ms'"

_MARK = "select coalesce(max(id), 0) from kith_history"
_CHANGED = "select distinct record_id from kith_history where entity = $1 and id > $2 order by record_id"


async def mark(database: Database) -> int:
    """The last entry of the history. Taken while nobody writes, so whatever commits later has a higher number."""

    async def look(connection: Connection) -> int:
        return await connection.fetchval(_MARK)

    return await database.switch(look)


async def fill(database: Database, connection: Connection, backfill: Backfill) -> None:
    """Every row once, in pieces."""
    async for rows in backfill.reading.pieces(database, PIECE):
        await _write(connection, backfill, rows)


async def catch_up(database: Database, connection: Connection, backfills: list[Backfill], since: int) -> int:
    """What was written since the mark, until so little comes that the switch can take it; answers with the new mark."""
    for _ in range(MOST_ROUNDS):
        now = await mark(database)
        most = 0
        for backfill in backfills:
            ids = await changed_since(connection, backfill, since)
            most = max(most, len(ids))
            for start in range(0, len(ids), PIECE):
                rows = await backfill.reading.these(connection, ids[start : start + PIECE])
                await _write(connection, backfill, rows)
        since = now
        if most <= FEW:
            break
    return since


async def last_round(connection: Connection, backfills: list[Backfill], since: int) -> None:
    """Inside the switch: nobody writes, so this is all there is."""
    for backfill in backfills:
        if ids := await changed_since(connection, backfill, since):
            await backfill.write_these(connection, ids)


async def changed_since(connection: Connection, backfill: Backfill, since: int) -> list[asyncpg.Record]:
    return [row["record_id"] for row in await connection.fetch(_CHANGED, backfill.entity.id, since)]


async def _write(connection: Connection, backfill: Backfill, rows: list[asyncpg.Record]) -> None:
    async def attempt() -> None:
        async with connection.transaction():
            await connection.execute(LOCK_TIMEOUT)
            await backfill.write(connection, rows)

    if rows:
        await retried(attempt)
