"""The first part of applying: everything that takes time, durable and invisible, nobody held up for long."""

from collections.abc import Sequence

import asyncpg
import msgspec

from kith_core.database import Connection, Database
from kith_core.database.writing import retried
from kith_core.problems import Conflict
from kith_core.schema import ddl
from kith_core.schema.backfill import Backfill
from kith_core.schema.catching_up import LOCK_TIMEOUT, catch_up, fill, mark
from kith_core.schema.draft import Draft
from kith_core.schema.indexes import Index
from kith_core.schema.numbering import Numbering, numberings
from kith_core.schema.steps import columns_sql, table_sql


class Prepared(msgspec.Struct, frozen=True):
    """What the switch has to finish: the rows written since the mark."""

    backfills: list[Backfill]
    numberings: list[Numbering]
    mark: int


async def prepare(draft: Draft, database: Database, connection: Connection) -> Prepared:
    """`connection` is outside any transaction; each statement here commits by itself."""
    work = draft.work
    for entity in work.tables:
        await briefly(connection, table_sql(entity, draft.new))
    for columns in work.columns:
        await briefly(connection, columns_sql(columns, draft.physical))
    for key in work.foreign_keys:
        await briefly(connection, [ddl.add_foreign_key(key)])
    prepared = await _filled(draft, database, connection)
    for key in work.foreign_keys:
        await connection.execute(ddl.validate_foreign_key(key))
    await _indexed(draft, connection)
    since = await catch_up(database, connection, prepared.backfills, prepared.mark)
    return msgspec.structs.replace(prepared, mark=since)


async def briefly(connection: Connection, statements: Sequence[str]) -> None:
    """Statements that lock a table for a moment: whoever is in the way is not waited for long, but asked again."""

    async def attempt() -> None:
        async with connection.transaction():
            await connection.execute(LOCK_TIMEOUT)
            for statement in statements:
                await connection.execute(statement)

    await retried(attempt)


async def _filled(draft: Draft, database: Database, connection: Connection) -> Prepared:
    backfills = [backfill for backfill in _backfills(draft) if backfill.needed]
    counted = numberings(draft.work, draft.new)
    if not backfills and not counted:
        return Prepared([], [], 0)
    began = await mark(database)
    for backfill in backfills:
        await fill(database, connection, backfill)
    for numbering in counted:
        await numbering.begin(connection)
    return Prepared(backfills, counted, await catch_up(database, connection, backfills, began))


def _backfills(draft: Draft) -> list[Backfill]:
    refreshes = {refresh.entity.id: refresh for refresh in draft.work.refreshes}
    entities = {move.entity.id: move.entity for move in draft.work.moves}
    entities |= {refresh.entity.id: refresh.entity for refresh in draft.work.refreshes}
    return [
        Backfill(
            entity, [move for move in draft.work.moves if move.entity.id == entity.id], refreshes.get(entity.id),
            draft.now, draft.new, draft.context,
        )
        for entity in entities.values()
    ]  # fmt: skip


async def _indexed(draft: Draft, connection: Connection) -> None:
    whole = {entity.table for entity in draft.work.tables}
    for index in draft.work.indexes:
        if index.table not in whole:
            await _build(index, connection)


async def _build(index: Index, connection: Connection) -> None:
    """Waits for transactions, not they for it; what a failure leaves behind is tidied by whoever called for it."""
    try:
        await connection.execute(ddl.create_index(index, concurrently=True))
    except asyncpg.UniqueViolationError as error:
        detail = f"Two records came to have the same {index.label} in the meantime; preview again to see them."
        raise Conflict(detail, code="duplicates") from error
