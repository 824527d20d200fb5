"""Many records at once: COPY into the table and its history, a chunk a transaction, under the rules of the single write."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from kith_core.access import Access, Principal
from kith_core.database import Connection
from kith_core.problems import Invalid, NotFound
from kith_core.records import bulk_changing, bulk_creating
from kith_core.records.attempts import Attempts, Catalogs
from kith_core.records.compiled import compiled
from kith_core.records.layout import Layout
from kith_core.records.reading import Reading, Values
from kith_core.records.work import Work
from kith_metadata.catalog import Catalog, UnknownEntity
from kith_metadata.faults import Fault
from kith_metadata.field_types.base import Context

Row = Mapping[str, Any]
"""Typed values, as `FieldType.parse` and `read` give them, by field key."""


class BulkWriter:
    """For imports and edits of many: values come typed, one call is one transaction of 500 to 2,000 rows.

    With `connection`, one that is inside `Database.write`, the caller's transaction is used and the caller retries.
    """

    def __init__(
        self, *, attempts: Attempts, catalogs: Catalogs, access: Access, contexts: Callable[[Principal], Context],
    ) -> None:
        self._attempts, self._catalogs, self._access, self._contexts = attempts, catalogs, access, contexts

    def check(self, entity_key: str, rows: Sequence[Row]) -> list[tuple[Fault, ...]]:
        """For each row what is missing or unknown in it, defaults counted as given; asks no database."""
        layout = self._layout(self._catalogs.current, entity_key)
        reading = Reading(layout, self._access, Principal.system, self._contexts(Principal.system))
        return [tuple(bulk_creating.faults(layout, reading, row, "")) for row in rows]

    async def create(
        self, entity_key: str, rows: Sequence[Row], principal: Principal, *, source: str,
        ids: Sequence[UUID] | None = None, connection: Connection | None = None,
    ) -> list[UUID]:
        """New records, all or none. Rows may point to each other where the caller brings the ids."""

        def prepare(catalog: Catalog, context: Context) -> Callable[[Work], Awaitable[list[UUID]]]:
            layout = self._allowed(catalog, entity_key, principal, "create")
            values = bulk_creating.complete(layout, Reading(layout, self._access, principal, context), rows)
            return lambda work: bulk_creating.create(work, layout, values, ids)

        return await self._run(principal, source, prepare, connection)

    async def change(
        self, entity_key: str, changes: Sequence[tuple[UUID, Row]], principal: Principal, *, source: str,
        connection: Connection | None = None,
    ) -> list[UUID]:
        """Changes some fields of each; answers with the ids of those that were changed by it. Trashed or absent: skipped."""

        def prepare(catalog: Catalog, _context: Context) -> Callable[[Work], Awaitable[list[UUID]]]:
            layout = self._allowed(catalog, entity_key, principal, "change")
            typed = [(record_id, named(layout, row, number)) for number, (record_id, row) in enumerate(changes)]
            return lambda work: bulk_changing.change(work, layout, typed)

        return await self._run(principal, source, prepare, connection)

    async def trash(
        self, entity_key: str, ids: Sequence[UUID], principal: Principal, *, source: str, connection: Connection | None = None,
    ) -> list[UUID]:
        """Puts each into the trash; `Conflict` for the first that is still needed."""

        def prepare(catalog: Catalog, _context: Context) -> Callable[[Work], Awaitable[list[UUID]]]:
            layout = self._allowed(catalog, entity_key, principal, "trash")
            return lambda work: bulk_changing.trash(work, layout, ids)

        return await self._run(principal, source, prepare, connection)

    async def remove(
        self, entity_key: str, ids: Sequence[UUID], principal: Principal, *, source: str, connection: Connection,
    ) -> list[UUID]:
        """Deletes for good, leaving only history. For the undo of an import, whose caller holds the rows."""
        catalog = self._catalogs.current
        layout = self._allowed(catalog, entity_key, principal, "trash")
        work = Work(connection, catalog, principal, source, self._contexts(principal))
        return await bulk_changing.remove(work, layout, ids)

    async def _run(
        self, principal: Principal, source: str,
        prepare: Callable[[Catalog, Context], Callable[[Work], Awaitable[list[UUID]]]], connection: Connection | None,
    ) -> list[UUID]:
        if connection is None:
            return await self._attempts.run(principal, source, prepare)
        catalog, context = self._catalogs.current, self._contexts(principal)
        return await self._attempts.within(Work(connection, catalog, principal, source, context), prepare(catalog, context))

    def _allowed(self, catalog: Catalog, entity_key: str, principal: Principal, action: str) -> Layout:
        layout = self._layout(catalog, entity_key)
        self._access.require(principal, action, layout.entity)
        return layout

    def _layout(self, catalog: Catalog, entity_key: str) -> Layout:
        try:
            return compiled(catalog).layout(catalog.entity(entity_key))
        except UnknownEntity as error:
            raise NotFound("", error.fault, code="unknown_entity") from None


def named(layout: Layout, row: Row, number: int) -> Values:
    """The row's values by field name; raises `Invalid` for keys that are none of the entity's."""
    unknown = [key for key in row if key not in layout.entity.by_key]
    if unknown:
        raise Invalid("", *(bulk_creating.unknown(layout, key, f"row {number + 1}") for key in unknown))
    return {layout.entity.by_key[key].name: value for key, value in row.items()}
