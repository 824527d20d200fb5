"""Records changed, trashed or removed many at a time."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from kith_core.problems import Conflict, Problem
from kith_core.records.bulk_creating import note, take
from kith_core.records.changing import hold_many, loaded
from kith_core.records.clashes import noticing_clashes
from kith_core.records.derived import Titles, search_of, title_of
from kith_core.records.layout import Layout
from kith_core.records.query import Record
from kith_core.records.reading import Values
from kith_core.records.statements import UpdateMany, held_fields
from kith_core.records.storing import changes_json
from kith_core.records.trashing import trash as trash_one
from kith_core.records.work import Work
from kith_metadata.folding import fold_search

Changed = tuple[Record, Values, Values]
"""A record held, its values, and those of them that are new."""


async def change(work: Work, layout: Layout, changes: Sequence[tuple[UUID, Values]]) -> list[UUID]:
    """Writes what differs; a record in the trash, or gone, is left alone."""
    held = await hold_many(work, layout, [record_id for record_id, _ in changes])
    wanted: list[Changed] = []
    for record_id, given in changes:
        if record_id in held and held[record_id][0].trashed_at is None:
            record, current = held[record_id]
            mine = {name: value for name, value in given.items() if value != current[name]}
            if mine:
                wanted.append((record, {**current, **mine}, mine))
    await take(work, layout.references, [mine for _, _, mine in wanted])
    titles = await work.titles(layout, [values for _, values, _ in wanted])
    with noticing_clashes(layout, [(record.id, values) for record, values, _ in wanted]):
        for names in {tuple(mine) for _, _, mine in wanted}:
            await _write(work, layout, names, [one for one in wanted if tuple(one[2]) == names], titles)
    await note(work.connection, (
        _entry(work, layout, record.id, record.version + 1, "change",
               changes_json(layout.fields, held[record.id][1], values))
        for record, values, _ in wanted
    ))
    return [record.id for record, _, _ in wanted]


async def _write(
    work: Work, layout: Layout, names: tuple[str, ...], wanted: list[Changed], titles: Titles,
) -> None:
    fields = [layout.by_name[name] for name in names]
    shape = ("update many", layout.entity.id, names)
    statement = work.compiled.once(shape, lambda: UpdateMany(layout, fields))
    rows: list[tuple[Any, ...]] = []
    for record, values, _ in wanted:
        title = title_of(layout.entity, values, layout.catalog, work.context, titles)
        search = search_of(layout.entity, values, title, layout.catalog, work.context, titles)
        rows.append((
            record.id, work.now, work.by, title, fold_search(title), search, record.version + 1,
            *statement.storing.values(values, work.context),
        ))
    await work.connection.executemany(statement.sql, rows)


async def trash(work: Work, layout: Layout, ids: Sequence[UUID]) -> list[UUID]:
    """In order of ids, so that two calls cannot wait for each other; already trashed: left alone."""
    moved: list[UUID] = []
    for record_id in sorted(ids):
        before = (await hold_many(work, layout, [record_id])).get(record_id)
        if before is not None and before[0].trashed_at is None:
            moved.append((await trash_one(work, layout, record_id)).id)
    return moved


async def remove(work: Work, layout: Layout, ids: Sequence[UUID]) -> list[UUID]:
    """Deletes the rows and leaves an entry of each in the history."""
    fields = held_fields(layout)
    columns = ", ".join(column for stored in fields for column in stored.columns)
    try:
        rows = await work.connection.fetch(
            f'delete from {layout.table} where "id" = any($1::uuid[]) returning "id", "__version", {columns}', list(ids)
        )
    except asyncpg.ForeignKeyViolationError as error:
        raise still_needed(layout, error) from error
    await note(work.connection, (
        _entry(work, layout, row[0], row[1] + 1, "remove", changes_json(layout.fields, loaded(fields, row[2:]), {}))
        for row in rows
    ))
    return [row[0] for row in rows]


def still_needed(layout: Layout, error: asyncpg.ForeignKeyViolationError) -> Problem:
    return Conflict(
        f"Some of these {layout.entity.label_plural} are still pointed to ({error.detail}).", code="still_needed"
    )


def _entry(work: Work, layout: Layout, record_id: UUID, version: int, action: str, changes: str) -> tuple[Any, ...]:
    return (layout.entity.id, record_id, version, work.now, work.by, work.source, action, changes)
