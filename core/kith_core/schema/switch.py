"""The second part of applying: one short transaction, after which every process sees the new revision."""

from datetime import datetime
from uuid import UUID

from kith_core.database import Connection, Database
from kith_core.problems import Conflict
from kith_core.schema import ddl
from kith_core.schema.catching_up import last_round
from kith_core.schema.definitions import write_difference
from kith_core.schema.draft import Draft
from kith_core.schema.log import append
from kith_core.schema.plan import Plan, Revision, without_layers
from kith_core.schema.prepare import Prepared
from kith_metadata.changes import diff


async def switch(
    plan: Plan, draft: Draft, prepared: Prepared, database: Database, by: UUID | None, at: datetime
) -> Revision:
    """Raises `Conflict` when another plan was faster."""

    async def work(connection: Connection) -> Revision:
        await check_base(connection, plan)
        await last_round(connection, prepared.backfills, prepared.mark)
        for numbering in prepared.numberings:
            await numbering.finish(connection)
        await _change_tables(connection, draft)
        return await _record(connection, plan, draft, by, at)

    return await database.switch(work)


async def check_base(connection: Connection | Database, plan: Plan) -> None:
    revision = await connection.fetchval("select revision from kith_site where id = 1")
    if revision != plan.base_revision:
        detail = f"This was made on version {plan.base_revision}, now it is {revision}; preview it again."
        raise Conflict(detail, code="stale_plan", base_revision=plan.base_revision, revision=revision)


async def _change_tables(connection: Connection, draft: Draft) -> None:
    for columns in draft.work.columns:
        if columns.defaults:
            await connection.execute(ddl.drop_defaults(columns.table, columns.defaults))
    for index in draft.work.dropped_indexes:
        await connection.execute(ddl.drop_index(index.name))


async def _record(
    connection: Connection, plan: Plan, draft: Draft, by: UUID | None, at: datetime
) -> Revision:
    number = draft.new.revision
    await write_difference(connection, number, draft.now.layers, draft.new.layers)
    revision = await append(
        connection, number, at=at, by=by, reason=plan.reason, changes=without_layers(plan.changes), summary=plan.summary,
        patches=diff(draft.now.layers, draft.new.layers),
    )  # fmt: skip
    await connection.execute("update kith_site set revision = $1 where id = 1", number)
    await connection.execute("update kith_plan set status = 'applied', revision = $2 where id = $1", plan.id, number)
    await connection.execute("select pg_notify('kith_changes', $1)", f"revision:{number}")
    return revision
