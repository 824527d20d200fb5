"""A change worked out: the catalog it leads to, the work that takes, and the sentences that say it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from kith_core.database import Database
from kith_core.problems import Invalid, NotFound
from kith_core.schema.binding import bound
from kith_core.schema.catalogs import CatalogStore
from kith_core.schema.fills import read_fills, without_fill
from kith_core.schema.physical import Physical, read_physical
from kith_core.schema.storage import columns_of
from kith_core.schema.work import Work, work_between
from kith_metadata.catalog import Catalog
from kith_metadata.changes import Conflict, apply_changes, describe, undo
from kith_metadata.faults import Fault, FaultError
from kith_metadata.field_types import Context
from kith_metadata.layers import compose
from kith_metadata.parts import Layers

UNDO = "undo"


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """From `now` to `new`; `conflicts` are what an undo has to leave alone."""

    changes: tuple[Mapping[str, Any], ...]
    now: Catalog
    new: Catalog
    work: Work
    physical: Physical
    context: Context
    summary: tuple[str, ...]
    conflicts: tuple[Conflict, ...] = ()


async def draft(
    changes: Sequence[Mapping[str, Any]], now: Catalog, catalogs: CatalogStore, database: Database, context: Context
) -> Draft:
    """Raises `Invalid` with every fault of the changes."""
    try:
        layers, conflicts, summary = await _changed(changes, now, catalogs)
        unbound = compose(now.revision + 1, layers, now.field_types)
        physical = await _physical(database, unbound)
        new = bound(now, unbound, physical)
        fills = await read_fills(database, changes, now, new, context)
    except FaultError as error:
        raise Invalid("This change cannot be made as it stands.", *error.faults) from error
    return Draft(
        changes=tuple(changes), now=now, new=new, work=work_between(now, new, fills, physical), physical=physical,
        context=context, summary=summary, conflicts=conflicts,
    )  # fmt: skip


async def _changed(
    changes: Sequence[Mapping[str, Any]], now: Catalog, catalogs: CatalogStore
) -> tuple[Layers, tuple[Conflict, ...], tuple[str, ...]]:
    if any(change.get("kind") == UNDO for change in changes):
        number = _undone(changes, now)
        before, after = await catalogs.layers_as_of(number - 1), await catalogs.layers_as_of(number)
        layers, conflicts = undo(before, after, now.layers)
        return layers, tuple(conflicts), (f"Undo version {number}",)
    plain = [without_fill(change) for change in changes]
    layers = apply_changes(now.layers, plain, now)
    return layers, (), tuple(describe(change, now) for change in plain)


def _undone(changes: Sequence[Mapping[str, Any]], now: Catalog) -> int:
    """The revision that the one change names."""
    number = changes[0].get("revision")
    if len(changes) > 1 or not isinstance(number, int) or isinstance(number, bool):
        found = f"{len(changes)} changes" if len(changes) > 1 else f"`{number}`"
        wanted = "one undo by itself, with the number of a version"
        raise FaultError(Fault(code="undo", where="changes[0]", path="revision", found=found, wanted=wanted))
    if not 1 <= number <= now.revision:
        raise NotFound(f"There is no version {number}; the newest is {now.revision}.")
    return number


async def _physical(database: Database, new: Catalog) -> Physical:
    tables = [entity.table for entity in new.all_entities.values()]
    kinds = {column.sql_type for field in new.fields_by_id.values() for column in columns_of(field, new)}
    return await read_physical(database, tables, kinds)
