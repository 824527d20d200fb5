"""A record changed: read under a lock, merged field by field, written with its history."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from kith_core.problems import Conflict, Invalid, NotFound, Stale
from kith_core.records.clashes import noticing_clashes
from kith_core.records.creating import absent, by_key
from kith_core.records.derived import search_of, title_of
from kith_core.records.layout import Layout, Stored
from kith_core.records.merging import merge, revived, since
from kith_core.records.query import Record
from kith_core.records.reading import Reading, Values
from kith_core.records.statements import Update, held_fields, locking
from kith_core.records.storing import changes_json
from kith_core.records.work import Work
from kith_metadata.folding import fold_search


def read_changes(reading: Reading, raw: Mapping[str, Any], kind: str, where: str = "") -> Values:
    """The values to be written; raises `Invalid` with every fault."""
    values, faults = reading.given(raw, kind, where)
    faults += reading.missing(values, where)
    if faults:
        raise Invalid("", *faults)
    return values


async def hold(work: Work, layout: Layout, record_id: UUID, strength: str = "no key update") -> tuple[Record, Values]:
    """The record, locked until the transaction ends, and its values by field name; raises `NotFound`."""
    held = await hold_many(work, layout, [record_id], strength)
    if record_id not in held:
        raise missing(layout, record_id)
    return held[record_id]


async def hold_many(
    work: Work, layout: Layout, ids: Sequence[UUID], strength: str = "no key update",
) -> dict[UUID, tuple[Record, Values]]:
    """Those of the records that are there, locked in the order of their ids."""
    sql = work.compiled.once(("lock", layout.entity.id, strength), lambda: locking(layout, strength))
    return {held[0].id: held for held in (_held(layout, row) for row in await work.connection.fetch(sql, ids))}


def _held(layout: Layout, row: Sequence[Any]) -> tuple[Record, Values]:
    values = loaded(held_fields(layout), row[2:])
    system = {key: values[stored.field.name] for key, stored in layout.system.items()}
    return Record(version=row[0], title=row[1], values=by_key(layout, values), **system), values


def missing(layout: Layout, record_id: UUID | str) -> NotFound:
    return NotFound(f"There is no {layout.entity.label} with the id {record_id}.", code="no_such_record")


async def change(
    work: Work, layout: Layout, record_id: UUID, given: Values, *, base_version: int | None = None,
    base_values: Values | None = None,
) -> Record:
    """Writes what of `given` differs and is the caller's own; nothing at all when nothing does."""
    held, current = await hold(work, layout, record_id)
    if held.trashed_at is not None:
        raise Conflict(f"“{held.title}” is in the trash; restore it before changing it.", code="in_trash")
    mine = await _mine(work, layout, held, current, given, base_version, base_values)
    return await write(work, layout, held, current, mine) if mine else held


async def write(work: Work, layout: Layout, held: Record, current: Values, mine: Values) -> Record:
    """Writes these values over those of a record that this transaction holds."""
    values = {**current, **mine}
    fields = [stored for stored in layout.fields if stored.field.name in mine]
    titles = await work.titles(layout, [values])
    title = title_of(layout.entity, values, layout.catalog, work.context, titles)
    search = search_of(layout.entity, values, title, layout.catalog, work.context, titles)
    statement = update_of(work, layout, fields)
    with noticing_clashes(layout, [(held.id, values)]):
        answer = await work.connection.fetchrow(
            statement.sql, held.id, work.now, work.by, title, fold_search(title), search, held.version + 1,
            layout.entity.id, work.source, changes_json(fields, current, values),
            *statement.storing.values(values, work.context),
        )
    assert answer is not None
    if not answer[0]:
        raise Invalid("", *absent(statement.taken.fields, answer[1:], values))
    return Record(
        id=held.id, version=held.version + 1, title=title, values=by_key(layout, values), created_at=held.created_at,
        created_by=held.created_by, updated_at=work.now, updated_by=work.by, trashed_at=None,
    )


def update_of(work: Work, layout: Layout, fields: Sequence[Stored]) -> Update:
    """The statement for these fields, one for each set of them."""
    shape = ("update", layout.entity.id, tuple(stored.field.id for stored in fields))
    return work.compiled.once(shape, lambda: Update(layout, fields))


async def _mine(
    work: Work, layout: Layout, held: Record, current: Values, given: Values, base_version: int | None,
    base_values: Values | None,
) -> Values:
    if base_version is not None and base_version > held.version:
        raise Stale(f"“{held.title}” has version {held.version}; there is no version {base_version} of it.")
    moved = base_version is not None and base_version < held.version
    meanwhile = await since(work, layout, held.id, base_version) if moved and base_version is not None else {}
    base = revived(layout, {name: one.before for name, one in meanwhile.items()})
    return merge(layout, current, given, {**base, **(base_values or {})}, meanwhile)


def loaded(fields: Sequence[Stored], columns: Sequence[Any]) -> Values:
    values: Values = {}
    place = 0
    for stored in fields:
        end = place + len(stored.columns)
        values[stored.field.name] = None if columns[place] is None else stored.type.load(tuple(columns[place:end]), stored.field)
        place = end
    return values
