"""A new record."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kith_core.problems import Invalid
from kith_core.records.clashes import noticing_clashes
from kith_core.records.derived import search_of, title_of
from kith_core.records.identifiers import new_id
from kith_core.records.layout import Layout, Stored
from kith_core.records.numbering import take_numbers
from kith_core.records.query import Record
from kith_core.records.reading import Reading, Values
from kith_core.records.statements import Insert
from kith_core.records.storing import changes_json
from kith_core.records.work import Work
from kith_metadata.faults import Fault
from kith_metadata.folding import fold_search


def read_new(reading: Reading, raw: Mapping[str, Any], kind: str, where: str = "") -> Values:
    """The values of a record to be made, defaults filled in; raises `Invalid` with every fault."""
    values, faults = reading.given(raw, kind, where)
    broken = {fault.path for fault in faults}
    completed = reading.completed(dict(values))
    faults += [fault for fault in reading.missing(completed, where) if fault.path not in broken]
    if faults:
        raise Invalid("", *faults)
    return completed


async def insert(work: Work, layout: Layout, values: Values, record_id: UUID | None = None) -> Record:
    """Writes the record, its history and its numbers; one statement where it has no numbers and borrows no titles."""
    await take_numbers(work, layout, [values])
    titles = await work.titles(layout, [values])
    title = title_of(layout.entity, values, layout.catalog, work.context, titles)
    search = search_of(layout.entity, values, title, layout.catalog, work.context, titles)
    statement = work.compiled.once(("insert", layout.entity.id), lambda: Insert(layout))
    new = record_id or new_id(work.now)
    with noticing_clashes(layout, [(new, values)]):
        answer = await work.connection.fetchrow(
            statement.sql, new, work.now, work.by, title, fold_search(title), search, layout.entity.id, work.source,
            changes_json(layout.fields, {}, values), *statement.storing.values(values, work.context),
        )
    assert answer is not None
    if not answer[0]:
        raise Invalid("", *absent(statement.taken.fields, answer[1:], values))
    return Record(
        id=new, version=1, title=title, values=by_key(layout, values), created_at=work.now, created_by=work.by,
        updated_at=work.now, updated_by=work.by, trashed_at=None,
    )


def by_key(layout: Layout, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values by today's keys."""
    return {stored.field.key: values.get(stored.field.name) for stored in layout.fields}


def absent(fields: tuple[Stored, ...], there: tuple[bool, ...], values: Mapping[str, Any], where: str = "") -> list[Fault]:
    """One fault for each reference that points to nothing, or to something in the trash."""
    return [
        Fault(
            code="no_such_record", path=stored.field.key, where=where, found=f"`{values[stored.field.name]}`",
            wanted=f"the id of {_kind(stored)} that is there and not in the trash",
        )
        for stored, found in zip(fields, there, strict=True) if not found
    ]


def _kind(stored: Stored) -> str:
    assert stored.target is not None
    return f"a record of {stored.target.entity.label_plural}" if stored.target.entity else "an account"
