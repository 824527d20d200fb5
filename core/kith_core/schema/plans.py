"""Plans as they are kept until somebody applies them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from kith_core.database import Database
from kith_core.problems import NotFound
from kith_core.schema.plan import Plan

_COLUMNS = 'id, base_revision, changes, steps, findings, "references", reason, summary, status, revision'
_INSERT = (
    'insert into kith_plan (id, base_revision, changes, steps, findings, "references", reason, summary, status, "by", at) '
    "values ($1, $2, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb, $7, $8::jsonb, 'ready', $9, $10)"
)


async def save(database: Database, plan: Plan, by: UUID | None, at: datetime) -> None:
    texts = [_json(part) for part in (plan.changes, plan.steps, plan.findings, plan.references)]
    await database.execute(_INSERT, plan.id, plan.base_revision, *texts, plan.reason, _json(plan.summary), by, at)


async def load(database: Database, plan_id: UUID) -> Plan:
    """Raises `NotFound`."""
    row = await database.fetchrow(f"select {_COLUMNS} from kith_plan where id = $1", plan_id)
    if row is None:
        raise NotFound(f"There is no plan {plan_id}.")
    return _plan(row)


async def note_failure(database: Database, plan_id: UUID, failure: str) -> None:
    sql = "update kith_plan set status = 'failed', failure = $2 where id = $1 and status = 'ready'"
    await database.execute(sql, plan_id, failure)


def _plan(row: asyncpg.Record) -> Plan:
    parts: dict[str, Any] = dict(row)
    for name in ("changes", "steps", "findings", "references", "summary"):
        parts[name] = msgspec.json.decode(parts[name])
    return msgspec.convert(parts, Plan)


def _json(parts: Sequence[Any]) -> str:
    return msgspec.json.encode(parts).decode()
