"""Into the trash and back. The row is locked before its references are looked at, so that nobody can add one meanwhile."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from kith_core.problems import Conflict, Stale
from kith_core.records.changing import hold, write
from kith_core.records.clashes import noticing_clashes
from kith_core.records.layout import Layout, Stored
from kith_core.records.query import Record
from kith_core.records.reading import Values
from kith_core.records.statements import trashing
from kith_core.records.work import Work
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import Fault

SAMPLES = 3
MOST_CLEARED = 10_000
"""More references than this are not cleared in one go: no write transaction lasts over a second."""


async def trash(work: Work, layout: Layout, record_id: UUID, *, version: int | None = None) -> Record:
    """Puts the record into the trash, or says who still points to it; a second time changes nothing."""
    held, _ = await hold(work, layout, record_id, "update")
    if version is not None and version != held.version:
        raise Stale(f"“{held.title}” has version {held.version} now, not {version}.", current_version=held.version)
    if held.trashed_at is not None:
        return held
    pointing = layout.catalog.referencing(layout.entity)
    await _refuse_if_needed(work, held, pointing)
    for entity, field in pointing:
        if _clears(field):
            await _clear(work, work.compiled.layout(entity), field, record_id)
    await _move(work, layout, held, back=False)
    return _moved(work, held, back=False)


async def restore(work: Work, layout: Layout, record_id: UUID) -> Record:
    """Takes the record out of the trash; refuses while what it points to is in the trash itself."""
    held, values = await hold(work, layout, record_id)
    if held.trashed_at is None:
        return held
    await _refuse_if_orphaned(work, layout, held, values)
    with noticing_clashes(layout, [(held.id, values)]):
        await _move(work, layout, held, back=True)
    return _moved(work, held, back=True)


async def _move(work: Work, layout: Layout, held: Record, *, back: bool) -> None:
    sql = work.compiled.once(("trash", layout.entity.id, back), lambda: trashing(layout, back=back))
    await work.connection.execute(
        sql, held.id, work.now, work.by, held.version + 1, layout.entity.id, work.source, "restore" if back else "trash",
    )


def _moved(work: Work, held: Record, *, back: bool) -> Record:
    return msgspec.structs.replace(
        held, version=held.version + 1, trashed_at=None if back else work.now, updated_at=work.now, updated_by=work.by,
    )


def _clears(field: Field) -> bool:
    return field.properties.get("on_delete") == "clear" and not field.required


async def _refuse_if_needed(work: Work, held: Record, pointing: Sequence[tuple[Entity, Field]]) -> None:
    faults: list[Fault] = []
    for entity, field in pointing:
        if not _clears(field):
            faults += await _needed_by(work, work.compiled.layout(entity), field, held.id)
    if faults:
        raise Conflict(f"“{held.title}” is still needed: {faults[0].found} to it.", *faults, code="still_needed")


async def _needed_by(work: Work, layout: Layout, field: Field, record_id: UUID) -> list[Fault]:
    column = layout.stored(field).columns[0]
    titles = await work.connection.fetch(
        f'select "__title" from {layout.table} where {column} = $1::uuid and "trashed_at" is null and "id" <> $1::uuid'
        f' order by "id" limit {SAMPLES + 1}', record_id,
    )
    if not titles:
        return []
    named = ", ".join(f"“{row[0]}”" for row in titles[:SAMPLES]) + (" and more" if len(titles) > SAMPLES else "")
    label = layout.entity.label if len(titles) == 1 else layout.entity.label_plural
    return [Fault(
        code="still_needed", path=field.key, where=layout.entity.key,
        found=f"{label} ({named}) pointing", wanted="nothing that points to a record on its way to the trash",
        mend=f"change {field.label} there, or move those to the trash first",
    )]


async def _clear(work: Work, layout: Layout, field: Field, record_id: UUID) -> None:
    stored = layout.stored(field)
    rows = await work.connection.fetch(
        f'select "id" from {layout.table} where {stored.columns[0]} = $1::uuid and "trashed_at" is null'
        f' order by "id" limit {MOST_CLEARED + 1}', record_id,
    )
    if len(rows) > MOST_CLEARED:
        raise Conflict(
            f"More than {MOST_CLEARED:,} {layout.entity.label_plural} point to this record; clear {field.label} there first.",
            code="still_needed",
        )
    for row in rows:
        held, current = await hold(work, layout, row[0])
        if current[field.name] == record_id:
            await write(work, layout, held, current, {field.name: None})


async def _refuse_if_orphaned(work: Work, layout: Layout, held: Record, values: Values) -> None:
    faults: list[Fault] = []
    for stored in layout.references:
        if values[stored.field.name] is not None and (lost := await _lost(work, stored, values[stored.field.name], held.id)):
            faults.append(Fault(
                code="in_trash", path=stored.field.key, found=f"“{lost}”, which is in the trash",
                wanted="a record that is not", mend=f"restore “{lost}” first",
            ))
    if faults:
        raise Conflict(f"“{held.title}” points to what is in the trash.", *faults, code="in_trash")


async def _lost(work: Work, stored: Stored, target_id: UUID, own_id: UUID) -> str | None:
    """The title of what is pointed to, where it is not alive; what is alive stays locked against a trash."""
    assert stored.target is not None
    if target_id == own_id:
        return None
    row = await work.connection.fetchrow(
        f'select {stored.target.title}, ({stored.target.aliveness("t")}) from {stored.target.table} t'
        ' where t."id" = $1::uuid for key share of t', target_id,
    )
    return None if row is not None and row[1] else str(row[0] if row else target_id)
