"""The one door to records: pages, API, forms, imports and automations all come through it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith_core.access import Access, Principal
from kith_core.clock import Clock
from kith_core.database import Connection, Database
from kith_core.problems import NotFound
from kith_core.records import aggregates, batch, changing, creating, histories, picking, trashing
from kith_core.records.attempts import Attempts, Catalogs
from kith_core.records.bulk import BulkWriter
from kith_core.records.choosing import choose
from kith_core.records.compiled import compiled
from kith_core.records.filtering import Filtering
from kith_core.records.joins import Joins
from kith_core.records.layout import ROOT, Layout
from kith_core.records.listing import RECORD_COLUMNS, Listing
from kith_core.records.merging import revived
from kith_core.records.paths import Reach
from kith_core.records.query import Page, Query, Record
from kith_core.records.reading import Reading
from kith_core.records.selection import Row, Selection
from kith_core.records.work import Work
from kith_metadata.catalog import Catalog, UnknownEntity
from kith_metadata.faults import Fault
from kith_metadata.field_types.base import Context

Also = Callable[[Connection, Any], Awaitable[None]]
"""Something more to write in the same transaction, given its answer."""

_encoder = msgspec.json.Encoder()


class RecordStore:
    """Records of every entity, for whoever may see and change them."""

    def __init__(
        self, *, database: Database, catalogs: Catalogs, access: Access, clock: Clock, zone: ZoneInfo, currency: str,
    ) -> None:
        self._database, self._catalogs, self._access, self._clock = database, catalogs, access, clock
        self._zone, self._currency = zone, currency
        self._attempts = Attempts(database, catalogs, self.context)
        self.bulk = BulkWriter(attempts=self._attempts, catalogs=catalogs, access=access, contexts=self.context)

    def context(self, principal: Principal) -> Context:
        """Now, here, and for this person."""
        return Context(now=self._clock.now(), zone=self._zone, currency=self._currency, me=principal.account_id)

    # Reading

    async def list(self, entity_key: str, principal: Principal, *, query: Query) -> Page:
        """A page of records with all their fields."""
        rows = await self._listing(entity_key, principal, msgspec.structs.replace(query, fields=None), titled=True)
        records = [rows.selection.record(row, *rows.titled(row)) for row in rows.rows]
        return Page(records, rows.next_cursor, rows.count)

    async def list_json(self, entity_key: str, principal: Principal, *, query: Query) -> bytes:
        """A page as the API gives it, without a Python object a cell."""
        rows = await self._listing(entity_key, principal, query, titled=False)
        answer: dict[str, Any] = {
            "data": [rows.selection.json(row) for row in rows.rows], "next_cursor": rows.next_cursor,
        }
        if rows.count is not None:
            answer["count"] = rows.count
        return _encoder.encode(answer)

    async def get(
        self, entity_key: str, record_id: UUID | str, principal: Principal, *, expand: tuple[str, ...] = (),
        trashed_too: bool = True,
    ) -> Record:
        """One record; raises `NotFound` also for one that the principal may not see."""
        selection, row = await self._one(entity_key, record_id, principal, None, expand, trashed_too=trashed_too)
        return selection.record(row, row[selection.width], row[selection.width + 1])

    async def get_json(
        self, entity_key: str, record_id: UUID | str, principal: Principal, *, fields: tuple[str, ...] | None = None,
        expand: tuple[str, ...] = (),
    ) -> tuple[bytes, int]:
        """One record as the API gives it, and its version."""
        selection, row = await self._one(entity_key, record_id, principal, fields, expand, trashed_too=True)
        return _encoder.encode(selection.json(row)), row[selection.width + 1]

    async def history(
        self, entity_key: str, record_id: UUID | str, principal: Principal, *, limit: int = 50, before: int | None = None,
    ) -> Sequence[histories.Entry]:
        """What happened to a record, newest first; `before` is the id of the oldest entry already known."""
        found = await self.get(entity_key, record_id, principal)
        layout = self._layout(self._catalogs.current, entity_key)
        return await histories.entries(self._database, layout, self._access, principal, found.id, limit, before)

    async def aggregate(
        self, entity_key: str, principal: Principal, asked: aggregates.Aggregate, *, filter: Mapping[str, Any] | None = None,  # noqa: A002 - the API's word
        search: str = "", trashed: bool = False,
    ) -> aggregates.Figures:
        """Figures over the records that a list with the same filter and search would show."""
        layout = self._readable(entity_key, principal)
        filtering = Filtering(layout, self._access, principal, self.context(principal))
        filtering.in_trash(trashed).visible().matching(filter).found_by(search)
        reach = Reach(layout.catalog, self._access, principal)
        return await aggregates.Aggregation(layout, asked, reach, filtering).run(self._database)

    async def pick(
        self, entity_key: str, search: str, principal: Principal, limit: int = 20,
    ) -> Sequence[picking.Choice]:
        """Records to choose from as one types: those whose title starts with it first."""
        layout = self._readable(entity_key, principal)
        context = self.context(principal)
        visible = Filtering(layout, self._access, principal, context).in_trash(False).visible()
        readable = frozenset(field.name for field in self._access.readable(principal, layout.entity))
        second = picking.second_line_fields(layout, readable)
        return await picking.pick(self._database, layout, visible, second, search.replace("\0", ""), limit, context)

    # Writing

    async def create(
        self, entity_key: str, values: Mapping[str, Any], principal: Principal, *, source: str = "api",
        reading: str = "json", also: Also | None = None,
    ) -> Record:
        """A new record; raises `Invalid` with every fault, `Conflict` for a value that must be unique."""

        def prepare(catalog: Catalog, context: Context) -> Callable[[Work], Awaitable[Record]]:
            layout = self._allowed(catalog, entity_key, principal, "create")
            typed = creating.read_new(self._reading(layout, principal, context), values, reading)
            return lambda work: creating.insert(work, layout, dict(typed))

        return await self._run(principal, source, prepare, also)

    async def change(
        self, entity_key: str, record_id: UUID | str, values: Mapping[str, Any], principal: Principal, *,
        base_version: int | None = None, base_values: Mapping[str, Any] | None = None, source: str = "api",
        reading: str = "json", also: Also | None = None,
    ) -> Record:
        """Changes some fields. With the version, or the JSON values, that the caller saw, the change is merged field by
        field: `Conflict` only when others changed the same field meanwhile."""
        found = identify(record_id)

        def prepare(catalog: Catalog, context: Context) -> Callable[[Work], Awaitable[Record]]:
            layout = self._allowed(catalog, entity_key, principal, "change")
            typed = changing.read_changes(self._reading(layout, principal, context), values, reading)
            base = _base(layout, base_values)
            return lambda work: changing.change(
                work, layout, found, typed, base_version=base_version, base_values=base,
            )

        return await self._run(principal, source, prepare, also)

    async def trash(
        self, entity_key: str, record_id: UUID | str, principal: Principal, *, version: int | None = None,
        source: str = "api", also: Also | None = None,
    ) -> Record:
        """Into the trash; `Conflict` names who still points to it."""
        found = identify(record_id)

        def prepare(catalog: Catalog, _context: Context) -> Callable[[Work], Awaitable[Record]]:
            layout = self._allowed(catalog, entity_key, principal, "trash")
            return lambda work: trashing.trash(work, layout, found, version=version)

        return await self._run(principal, source, prepare, also)

    async def restore(
        self, entity_key: str, record_id: UUID | str, principal: Principal, *, source: str = "api", also: Also | None = None,
    ) -> Record:
        """Out of the trash; `Conflict` where another record has taken a value that must be unique."""
        found = identify(record_id)

        def prepare(catalog: Catalog, _context: Context) -> Callable[[Work], Awaitable[Record]]:
            layout = self._allowed(catalog, entity_key, principal, "trash")
            return lambda work: trashing.restore(work, layout, found)

        return await self._run(principal, source, prepare, also)

    async def batch(
        self, entity_key: str, operations: Sequence[batch.Operation], principal: Principal, *, atomic: bool = True,
        source: str = "api", also: Also | None = None,
    ) -> Sequence[batch.Outcome]:
        """Up to a thousand operations: all or nothing, or each by itself."""
        batch.check_size(operations)

        def prepare(catalog: Catalog, context: Context) -> Callable[[Work], Awaitable[Sequence[batch.Outcome]]]:
            layout = self._layout(catalog, entity_key)
            for right in {batch.RIGHTS[operation.op] for operation in operations}:
                self._access.require(principal, right, layout.entity)
            asked = batch.Batch(layout, operations, self._reading(layout, principal, context))
            prepared = asked.prepared()
            return lambda work: asked.run(work, prepared, atomic=atomic)

        return await self._run(principal, source, prepare, also)

    # Finding one's way

    async def _run(self, principal: Principal, source: str, prepare: Any, also: Also | None) -> Any:
        if also is None:
            return await self._attempts.run(principal, source, prepare)

        def prepare_both(catalog: Catalog, context: Context) -> Callable[[Work], Awaitable[Any]]:
            act = prepare(catalog, context)

            async def both(work: Work) -> Any:
                answer = await act(work)
                await also(work.connection, answer)
                return answer

            return both

        return await self._attempts.run(principal, source, prepare_both)

    async def _listing(self, entity_key: str, principal: Principal, query: Query, *, titled: bool) -> Any:
        layout = self._readable(entity_key, principal)
        listing = Listing(layout, query, self._access, principal, self.context(principal), titled=titled)
        return await listing.run(self._database)

    async def _one(
        self, entity_key: str, record_id: UUID | str, principal: Principal, fields: tuple[str, ...] | None,
        expand: tuple[str, ...], *, trashed_too: bool,
    ) -> tuple[Selection, Row]:
        layout = self._readable(entity_key, principal)
        selection = choose(layout, self._access, principal, fields, expand)
        found = identify(record_id)
        filtering = Filtering(layout, self._access, principal, self.context(principal))
        filtering.add(f'{ROOT}."id" = {filtering.parameters.bind(found, "uuid")}')
        if not trashed_too:
            filtering.in_trash(False)
        filtering.visible()
        joins = filtering.joins | Joins(layout)
        chosen = selection.sql(joins)
        sql = f"select {chosen}{RECORD_COLUMNS} from {layout.table} {ROOT}{joins.sql} where {filtering.sql}"
        row = await self._database.fetchrow(sql, *filtering.parameters.values)
        if row is None:
            raise changing.missing(layout, found)
        return selection, row

    def _reading(self, layout: Layout, principal: Principal, context: Context) -> Reading:
        return Reading(layout, self._access, principal, context)

    def _readable(self, entity_key: str, principal: Principal) -> Layout:
        return self._allowed(self._catalogs.current, entity_key, principal, "read")

    def _allowed(self, catalog: Catalog, entity_key: str, principal: Principal, action: str) -> Layout:
        layout = self._layout(catalog, entity_key)
        self._access.require(principal, action, layout.entity)
        return layout

    def _layout(self, catalog: Catalog, entity_key: str) -> Layout:
        try:
            return compiled(catalog).layout(catalog.entity(entity_key))
        except UnknownEntity as error:
            raise NotFound("", error.fault, code="unknown_entity") from None


def identify(record_id: UUID | str) -> UUID:
    """The id; one that is none names no record."""
    if isinstance(record_id, UUID):
        return record_id
    try:
        return UUID(record_id)
    except ValueError:
        fault = Fault(code="id", path="id", found=f"`{record_id[:60]}`", wanted="the id of a record, such as `019de3a2-…`")
        raise NotFound("There is no record with this id.", fault, code="no_such_record") from None


def _base(layout: Layout, base: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The JSON values that the caller saw, typed, by field name."""
    if base is None:
        return None
    by_key = {**layout.entity.aliases, **layout.entity.by_key}
    return revived(layout, {by_key[key].name: value for key, value in base.items() if key in by_key})
