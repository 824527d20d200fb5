"""Records made by COPY."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from kith_core.database import Connection
from kith_core.problems import Invalid
from kith_core.records.clashes import noticing_clashes
from kith_core.records.derived import Titles, search_of, title_of
from kith_core.records.identifiers import new_ids
from kith_core.records.layout import Layout, Stored
from kith_core.records.numbering import take_numbers
from kith_core.records.paths import unknown_field
from kith_core.records.reading import Reading, Values
from kith_core.records.storing import Storing, changes_json
from kith_core.records.work import Work
from kith_metadata.faults import Fault
from kith_metadata.folding import fold_search

HISTORY_COLUMNS = ("entity", "record_id", "version", "at", "by", "source", "action", "changes")
RECORD_COLUMNS = (
    "id", "created_at", "created_by", "updated_at", "updated_by", "__version", "__title", "__title__fold", "__search",
)


def faults(layout: Layout, reading: Reading, row: Mapping[str, Any], where: str) -> list[Fault]:
    """What is unknown or missing in a row of typed values."""
    found = [unknown(layout, key, where) for key in row if key not in layout.entity.by_key]
    by_name = {layout.entity.by_key[key].name: value for key, value in row.items() if key in layout.entity.by_key}
    return found + reading.missing(reading.completed(by_name), where)


def unknown(layout: Layout, key: str, where: str) -> Fault:
    fault = unknown_field(key, key, list(layout.entity.by_key), layout.entity.label)
    return Fault(code=fault.code, path=key, where=where, found=fault.found, wanted=fault.wanted, mend=fault.mend)


def complete(layout: Layout, reading: Reading, rows: Sequence[Mapping[str, Any]]) -> list[Values]:
    """The rows by field name with their defaults; raises `Invalid` with every fault of every row."""
    by_key = layout.entity.by_key
    wrong: list[Fault] = []
    made: list[Values] = []
    for number, row in enumerate(rows, 1):
        values = reading.completed({by_key[key].name: value for key, value in row.items() if key in by_key})
        made.append(values)
        if len(row) > len(by_key) or any(key not in by_key for key in row):
            wrong += [unknown(layout, key, f"row {number}") for key in row if key not in by_key]
        wrong += reading.missing(values, f"row {number}")
    if wrong:
        raise Invalid("", *wrong)
    return made


async def create(work: Work, layout: Layout, rows: list[Values], ids: Sequence[UUID] | None) -> list[UUID]:
    """Locks what the rows point to, then writes records and history; all or none."""
    if not rows:
        return []
    made = list(ids) if ids is not None else new_ids(work.now, len(rows))
    await take(work, layout.references, rows, own=(layout, set(made)))
    await take_numbers(work, layout, rows)
    titles = await work.titles(layout, rows)
    storing = work.compiled.once(("copy", layout.entity.id), lambda: Storing(layout, layout.fields))
    records = [_record(work, layout, storing, record_id, values, titles) for record_id, values in zip(made, rows, strict=True)]
    columns = [*RECORD_COLUMNS, *(unquoted(column) for column in storing.columns)]
    with noticing_clashes(layout, list(zip(made, rows, strict=True))):
        await work.connection.copy_records_to_table(layout.entity.table, records=records, columns=columns)
    await note(work.connection, (
        (layout.entity.id, record_id, 1, work.now, work.by, work.source, "create", changes_json(layout.fields, {}, values))
        for record_id, values in zip(made, rows, strict=True)
    ))
    return made


def _record(
    work: Work, layout: Layout, storing: Storing, record_id: UUID, values: Values, titles: Titles,
) -> tuple[Any, ...]:
    title = title_of(layout.entity, values, layout.catalog, work.context, titles)
    search = search_of(layout.entity, values, title, layout.catalog, work.context, titles)
    return (
        record_id, work.now, work.by, work.now, work.by, 1, title, fold_search(title), search,
        *storing.values(values, work.context),
    )


async def note(connection: Connection, entries: Any) -> None:
    """Many entries into the history."""
    await connection.copy_records_to_table("kith_history", records=entries, columns=HISTORY_COLUMNS)


async def take(
    work: Work, fields: Sequence[Stored], rows: Sequence[Values], *, own: tuple[Layout, set[UUID]] | None = None,
) -> None:
    """Locks what these rows point to; raises `Invalid` for every row that points to nothing or into the trash.

    `own` are the entity and the ids of records that the same call makes.
    """
    wrong: list[Fault] = []
    for stored in fields:
        ids = {row[stored.field.name] for row in rows if row.get(stored.field.name) is not None}
        if own and stored.target and stored.target.entity and stored.target.entity.id == own[0].entity.id:
            ids -= own[1]
        lost = ids - await _alive(work, stored, ids) if ids else ids
        wrong += [_lost(stored, row, number) for number, row in enumerate(rows, 1) if row.get(stored.field.name) in lost]
    if wrong:
        raise Invalid("", *wrong)


async def _alive(work: Work, stored: Stored, ids: set[UUID]) -> set[UUID]:
    assert stored.target is not None
    rows = await work.connection.fetch(
        f'select t."id" from {stored.target.table} t where t."id" = any($1::uuid[])'
        f' and {stored.target.aliveness("t")} order by t."id" for key share', list(ids),
    )
    return {row[0] for row in rows}


def _lost(stored: Stored, row: Values, number: int) -> Fault:
    return Fault(
        code="no_such_record", path=stored.field.key, where=f"row {number}", found=f"`{row[stored.field.name]}`",
        wanted="the id of a record that is there and not in the trash",
    )


def unquoted(column: str) -> str:
    return column[1:-1].replace('""', '"')
