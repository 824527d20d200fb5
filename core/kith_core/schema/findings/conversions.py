"""What a retype, or the undo of one, makes of the values that are there."""

from collections import Counter
from typing import Any

from kith_core.database import Database, quote
from kith_core.schema.conversion import Conversion
from kith_core.schema.draft import Draft
from kith_core.schema.findings.wording import MOST_SAMPLES, MaySee, has, records, sample
from kith_core.schema.plan import Finding
from kith_core.schema.rows import Reading
from kith_core.schema.work import Move
from kith_metadata.faults import ValueFault

_PIECE = 1000


async def conversion_findings(draft: Draft, database: Database, may_see: MaySee) -> list[Finding]:
    found: list[Finding] = []
    for move in draft.work.moves:
        if move.kept:
            found += await _no_way_back(move, draft, database, may_see)
        elif move.computed:
            message = f"{move.field.label} is numbered anew; the values it has now come back when this is undone."
            found.append(Finding(severity="warning", code="numbered_anew", message=message, part=move.field.id))
        else:
            found += await _converted(move, draft, database, may_see)
    return found


async def _converted(move: Move, draft: Draft, database: Database, may_see: MaySee) -> list[Finding]:
    conversion = Conversion(move.source, move.field, draft.now, draft.new, draft.context)
    reading = Reading(move.entity.table, [move.source], draft.now)
    shown = may_see(move.entity, move.source)
    total, failed, examples, seen = 0, 0, list[Any](), Counter[Any]()
    async for rows in reading.pieces(database, _PIECE, f"{quote(move.source.column)} is not null"):
        values = [reading.cells[0].load(row) for row in rows]
        await conversion.look_up(database, values)
        for row, value in zip(rows, values, strict=True):
            total += 1
            try:
                seen.update(_compared(move, conversion.convert(value), conversion))
            except ValueFault:
                failed += 1
                if len(examples) < MOST_SAMPLES:
                    examples.append(sample(row, conversion.shown(value) if shown else None))
    return [*_failed(move, draft, total, failed, examples), *_twice(move, seen)]


def _failed(move: Move, draft: Draft, total: int, failed: int, examples: list[Any]) -> list[Finding]:
    label, kind = move.field.label, draft.new.field_type(move.field).words.label
    if not total:
        return []
    if not failed:
        message = f"All {total:,} values of {label} fit {kind}." if total > 1 else f"The one value of {label} fits {kind}."
        return [Finding(severity="info", code="convertible", message=message, count=total, part=move.field.id)]
    message = (
        f"{failed:,} of {total:,} values of {label} cannot be made {kind}: they will be empty. "
        "What they are now is kept, and comes back when this is undone."
    )
    return [Finding(
        severity="warning", code="not_convertible", message=message, count=failed, samples=tuple(examples),
        part=move.field.id,
    )]  # fmt: skip


def _compared(move: Move, value: Any, conversion: Conversion) -> list[Any]:
    """What a unique index will compare."""
    if not move.field.unique or value is None:
        return []
    kind = conversion.kind
    stored = dict(zip((each.suffix for each in kind.columns(move.field)), kind.store(value, move.field), strict=True))
    return [tuple(stored[suffix] for suffix in kind.unique_suffixes(move.field))]


def _twice(move: Move, seen: Counter[Any]) -> list[Finding]:
    doubles = [value for value, count in seen.most_common() if count > 1]
    if not doubles:
        return []
    message = f"Converted, {len(doubles):,} values of {move.field.label} are the same as another one, but no two may be."
    return [Finding(
        severity="blocker", code="duplicates", message=message, count=len(doubles), part=move.field.id,
        samples=tuple({"value": str(value[0]), "count": seen[value]} for value in doubles[:MOST_SAMPLES]),
    )]  # fmt: skip


async def _no_way_back(move: Move, draft: Draft, database: Database, may_see: MaySee) -> list[Finding]:
    """Values entered since a retype were turned back as they were written, where that was possible."""
    lost = f"{quote(move.source.column)} is not null and {quote(move.field.column)} is null"
    count = await database.fetchval(f"select count(*) from {quote(move.entity.table)} where {lost}")
    if not count:
        return []
    reading = Reading(move.entity.table, [move.source], draft.now)
    conversion = Conversion(move.source, move.field, draft.now, draft.new, draft.context)
    examples: list[Any] = []
    async for rows in reading.pieces(database, MOST_SAMPLES, lost):
        values = [reading.cells[0].load(row) for row in rows]
        await conversion.look_up(database, values)
        shown = may_see(move.entity, move.source)
        pairs = zip(rows, values, strict=True)
        examples = [sample(row, conversion.shown(value) if shown else None) for row, value in pairs]
        break
    kind = draft.new.field_type(move.field).words.label
    message = (
        f"{records(count, move.entity)} {has(count)} a {move.field.label}, entered since, that cannot be turned back "
        f"into {kind}: it will be empty. It is kept, and comes back when this is undone."
    )
    return [Finding(
        severity="warning", code="no_way_back", message=message, count=count, samples=tuple(examples), part=move.field.id,
    )]  # fmt: skip
