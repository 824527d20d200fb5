"""Records that do not meet what a field asks for from now on: a value, a value of its own, an option, a limit."""

from collections.abc import Iterator
from typing import Any

import msgspec

from kith_core.database import Database, quote
from kith_core.schema.draft import Draft
from kith_core.schema.findings.wording import MOST_SAMPLES, MaySee, has, records, sample, samples
from kith_core.schema.plan import Finding
from kith_core.schema.rows import Reading
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import ValueFault

_PIECE = 1000


class Kept(msgspec.Struct, frozen=True):
    """A field that stays in its column, before and after."""

    entity: Entity
    before: Field
    after: Field


async def value_findings(draft: Draft, database: Database, may_see: MaySee) -> list[Finding]:
    found: list[Finding] = []
    for columns in draft.work.columns:
        if draft.now.fields_by_id.get(columns.field.id) is None:
            found += await _new_field(columns.entity, columns.field, bool(columns.defaults), database, draft)
    for kept in _kept(draft):
        if kept.after.required and not kept.before.required:
            found += await _empty(kept.entity, kept.after, database)
        if kept.after.unique and not kept.before.unique:
            found += await _duplicates(kept.entity, kept.after, database, draft, may_see)
        if kept.before.options != kept.after.options:
            found += await _options(kept, database, draft)
        if kept.before.properties != kept.after.properties:
            found += await _fitting(kept, database, draft, may_see)
    return found


def _kept(draft: Draft) -> Iterator[Kept]:
    moved = {move.field.id for move in draft.work.moves}
    fresh = {columns.field.id for columns in draft.work.columns}
    for entity in draft.new.entities.values():
        for field in entity.fields:
            before = draft.now.fields_by_id.get(field.id)
            if before is not None and before != field and field.id not in moved | fresh:
                yield Kept(entity, before, field)


async def _new_field(entity: Entity, field: Field, filled: bool, database: Database, draft: Draft) -> list[Finding]:
    count = await database.fetchval(f"select count(*) from {quote(entity.table)} where trashed_at is null")
    if not count:
        return []
    if draft.new.field_type(field).computed:
        message = f"{records(count, entity)} get their number in the order in which they were made."
        return [Finding(severity="info", code="numbered", message=message, count=count, part=field.id)]
    if filled:
        message = f"{records(count, entity)} get the same {field.label}."
        return [Finding(severity="info", code="filled", message=message, count=count, part=field.id)]
    if field.required:
        message = (
            f"{records(count, entity)} {has(count)} no {field.label} yet; it is asked for when one is saved the next time."
        )
        return [Finding(severity="warning", code="required_empty", message=message, count=count, part=field.id)]
    if field.default is None:
        return []
    message = f"{records(count, entity)} stay without {field.label}; its default is for new ones. To fill them too, say `fill`."
    return [Finding(severity="info", code="default_for_new", message=message, count=count, part=field.id)]


async def _empty(entity: Entity, field: Field, database: Database) -> list[Finding]:
    where = f"{quote(field.column)} is null and trashed_at is null"
    count = await database.fetchval(f"select count(*) from {quote(entity.table)} where {where}")
    if not count:
        return []
    sql = f'select id, "__title" from {quote(entity.table)} where {where} order by id desc limit {MOST_SAMPLES}'
    message = f"{records(count, entity)} {has(count)} no {field.label}; it is asked for when one is saved the next time."
    return [Finding(
        severity="warning", code="required_empty", message=message, count=count,
        samples=samples(await database.fetch(sql)), part=field.id,
    )]  # fmt: skip


async def _duplicates(
    entity: Entity, field: Field, database: Database, draft: Draft, may_see: MaySee
) -> list[Finding]:
    kind = draft.new.field_type(field)
    columns = ", ".join(quote(field.column + suffix) for suffix in kind.unique_suffixes(field))
    shown = quote(field.column)
    groups = (
        f"select min({shown}::text) as value, count(*) as count from {quote(entity.table)} "
        f"where trashed_at is null and {shown} is not null group by {columns} having count(*) > 1"
    )
    total = await database.fetchval(f"select count(*) from ({groups}) as doubles")
    if not total:
        return []
    rows = await database.fetch(f"{groups} order by count(*) desc, 1 limit {MOST_SAMPLES}")
    message = f"{total:,} values of {field.label} are in more than one record, but no two may have the same."
    seen = may_see(entity, field)
    return [Finding(
        severity="blocker", code="duplicates", message=message, count=total, part=field.id,
        samples=tuple({"value": row["value"], "count": row["count"]} if seen else {"count": row["count"]} for row in rows),
    )]  # fmt: skip


async def _options(kept: Kept, database: Database, draft: Draft) -> list[Finding]:
    """Options that can no longer be chosen, where records have them."""
    open_now = {option.key for option in kept.after.open_options}
    closed = {option.key: option.label for option in kept.before.open_options if option.key not in open_now}
    if not closed:
        return []
    sql_type = draft.new.field_type(kept.after).columns(kept.after)[0].sql_type
    column = quote(kept.after.column)
    values = f"unnest({column})" if sql_type.endswith("[]") else column
    sql = (
        f"select option, count(*) as count from (select {values} as option from {quote(kept.entity.table)}) as used "
        "where option = any($1::text[]) group by option order by option"
    )
    return [_option_finding(kept, row["option"], closed[row["option"]], row["count"])
            for row in await database.fetch(sql, list(closed))]  # fmt: skip


def _option_finding(kept: Kept, key: str, label: str, count: int) -> Finding:
    message = f"{records(count, kept.entity)} {has(count)} {label} as {kept.after.label}; they keep it, nobody can choose it again."
    return Finding(
        severity="warning", code="option_in_use", message=message, count=count, samples=({"value": key, "count": count},),
        part=kept.after.id,
    )  # fmt: skip


async def _fitting(kept: Kept, database: Database, draft: Draft, may_see: MaySee) -> list[Finding]:
    """Values that the field would not take any more, such as texts that are too long."""
    kind = draft.new.field_type(kept.after)
    if kind.computed:
        return []
    reading = Reading(kept.entity.table, [kept.before], draft.now)
    shown = may_see(kept.entity, kept.before)
    count, examples = 0, list[Any]()
    async for rows in reading.pieces(database, _PIECE, f"{quote(kept.before.column)} is not null"):
        for row in rows:
            value = reading.cells[0].load(row)
            try:
                kind.parse(value, kept.after, draft.context)
            except ValueFault:
                count += 1
                if len(examples) < MOST_SAMPLES:
                    text = kind.text(value, kept.before, draft.context) if shown else None
                    examples.append(sample(row, text))
    if not count:
        return []
    message = (
        f"{records(count, kept.entity)} {has(count)} a {kept.after.label} that would not be taken any more; "
        "it stays until it is changed."
    )
    return [Finding(
        severity="warning", code="does_not_fit", message=message, count=count, samples=tuple(examples), part=kept.after.id,
    )]  # fmt: skip
