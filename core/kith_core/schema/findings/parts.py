"""What rests on the parts that a plan takes away, and what an undo has to leave alone."""

from collections.abc import Iterator

from kith_core.database import Database, quote
from kith_core.schema.draft import Draft
from kith_core.schema.findings.wording import has, records
from kith_core.schema.plan import Finding, Reference
from kith_metadata.catalog import Catalog
from kith_metadata.changes import Conflict
from kith_metadata.definitions import Entity, Field
from kith_metadata.parts import ENGINE, entity_of, kind_of


def references_of(draft: Draft) -> tuple[Reference, ...]:
    """Every definition, still in use afterwards, that rests on something which goes or changes its type."""
    moved = {move.field.id for move in draft.work.moves}
    left = _in_use(draft.new)
    return tuple(
        Reference(part=use.part_id, path=use.path, words=use.words, uses=part_id)
        for part_id in sorted(_gone(draft) | moved)
        for use in draft.now.used_by(part_id)
        if use.part_id in left
    )


async def part_findings(draft: Draft, database: Database) -> list[Finding]:
    found = [*_resting(draft), *_titles(draft), *_conflicts(draft), *_nothing(draft)]
    gone = _gone(draft)
    for entity in draft.now.entities.values():
        if entity.id in gone:
            found += await _records_out_of_sight(entity, database)
        else:
            for field in entity.fields:
                if field.id in gone:
                    found += await _values_out_of_sight(entity, field, database)
    return found


def _in_use(catalog: Catalog) -> set[str]:
    return {
        part.id for entity in catalog.entities.values() for part in (entity, *entity.fields)
    }


def _gone(draft: Draft) -> set[str]:
    return _in_use(draft.now) - _in_use(draft.new)


def _resting(draft: Draft) -> Iterator[Finding]:
    """Definitions that do without the part from now on."""
    for reference in references_of(draft):
        if reference.uses in _gone(draft):
            message = f"It is used: {reference.words}. That goes with it, and comes back with it."
            yield Finding(severity="warning", code="in_use", message=message, count=1, part=reference.part)


def _titles(draft: Draft) -> Iterator[Finding]:
    """A title without any field left tells no record from another."""
    for entity in draft.new.entities.values():
        left = {field.name for field in entity.fields}
        before = draft.now.all_entities.get(entity.id)
        had = before is not None and any(name in {field.name for field in before.fields} for name in before.title.names)
        if had and not any(name in left for name in entity.title.names):
            message = f"The title of {entity.label} would be empty; give it another field to show first."
            yield Finding(severity="blocker", code="title_empty", message=message, count=1, part=entity.id)


def _conflicts(draft: Draft) -> Iterator[Finding]:
    for conflict in draft.conflicts:
        if conflict.layer != ENGINE:
            was, now = _shown(conflict.before), _shown(conflict.now)
            message = (
                f"{_name(conflict, draft.now)}: {conflict.path} was changed again since; it stays {now} "
                f"and does not go back to {was}."
            )
            yield Finding(severity="warning", code="changed_since", message=message, count=1, part=conflict.id)


def _nothing(draft: Draft) -> Iterator[Finding]:
    if draft.new.layers == draft.now.layers:
        message = "Nothing would change."
        yield Finding(severity="blocker", code="nothing", message=message)


def _shown(value: object) -> str:
    return "empty" if value is None else f"“{value}”"


def _name(conflict: Conflict, catalog: Catalog) -> str:
    if field := catalog.fields_by_id.get(conflict.id):
        entity = catalog.all_entities.get(entity_of(conflict.id))
        return f"{field.label} of {entity.label}" if entity else field.label
    known = catalog.all_entities.get(conflict.id)
    return known.label if known else f"{kind_of(conflict.id)} {conflict.id.partition(':')[2]}"


async def _records_out_of_sight(entity: Entity, database: Database) -> list[Finding]:
    count = await database.fetchval(f"select count(*) from {quote(entity.table)} where trashed_at is null")
    if not count:
        return []
    message = f"{records(count, entity)} go out of sight with it; nothing is deleted, all come back with it."
    return [Finding(severity="info", code="records_kept", message=message, count=count, part=entity.id)]


async def _values_out_of_sight(entity: Entity, field: Field, database: Database) -> list[Finding]:
    where = f"{quote(field.column)} is not null and trashed_at is null"
    count = await database.fetchval(f"select count(*) from {quote(entity.table)} where {where}")
    if not count:
        return []
    message = f"{records(count, entity)} {has(count)} a {field.label}; the values are kept, and come back with the field."
    return [Finding(severity="info", code="values_kept", message=message, count=count, part=field.id)]
