"""A site of records: organisations, people and deals, and a store that anyone in the tests may use."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio

from kith_core.access import Access, Principal
from kith_core.clock import FixedClock
from kith_core.database import Database
from kith_core.records import Query, Record, RecordStore
from kith_core.schema import CatalogStore, PlanService
from kith_core.settings import Settings
from kith_metadata.field_types import FieldTypes
from kith_metadata.field_types.standard import STANDARD_TYPES

OPTIONS = [{"key": key, "label": key.title()} for key in ("open", "won", "lost")]

FIRM: Mapping[str, Any] = {
    "key": "x.firm", "label": "Firm", "label_plural": "Firms", "title": "{{ name }}",
    "fields": [
        {"key": "name", "type": "text", "label": "Name", "required": True, "searchable": True},
        {"key": "industry", "type": "text", "label": "Industry", "searchable": True},
        {"key": "email", "type": "email", "label": "E-mail", "unique": True},
        {"key": "size", "type": "integer", "label": "Size"},
    ],
}
DEAL: Mapping[str, Any] = {
    "key": "x.deal", "label": "Deal", "label_plural": "Deals", "title": "{{ name }}",
    "fields": [
        {"key": "name", "type": "text", "label": "Name", "required": True, "searchable": True},
        {"key": "number", "type": "auto_number", "label": "Number"},
        {"key": "firm", "type": "reference", "label": "Firm", "to": "x.firm"},
        {"key": "partner", "type": "reference", "label": "Partner", "to": "x.firm", "on_delete": "clear"},
        {"key": "stage", "type": "select", "label": "Stage", "options": OPTIONS, "default": "open"},
        {"key": "amount", "type": "money", "label": "Amount"},
        {"key": "close_on", "type": "date", "label": "Close on"},
        {"key": "seen_at", "type": "datetime", "label": "Seen at"},
        {"key": "hot", "type": "boolean", "label": "Hot"},
        {"key": "tags", "type": "tags", "label": "Tags"},
        {"key": "owner", "type": "user", "label": "Owner"},
    ],
}


class Desk:
    """Where records are worked on, in as few words as a test needs."""

    def __init__(self, database: Database, clock: FixedClock, settings: Settings) -> None:
        self.database, self.clock, self.settings = database, clock, settings
        self.access = Access()
        self.catalogs = CatalogStore(database, FieldTypes(STANDARD_TYPES))
        self.plans = PlanService(
            database=database, catalogs=self.catalogs, access=self.access, clock=clock, settings=settings
        )
        self.records = RecordStore(
            database=database, catalogs=self.catalogs, access=self.access, clock=clock,
            zone=settings.timezone, currency=settings.currency,
        )
        self.person = Principal.system

    async def shape(self, *changes: Mapping[str, Any]) -> None:
        plan = await self.plans.plan(changes, "", Principal.system)
        await self.plans.apply(plan.id, Principal.system)

    async def make(self, entity: str, **values: Any) -> Record:
        self.clock.advance(seconds=1)
        return await self.records.create(entity, values, self.person)

    async def change(self, record: Record, entity: str = "x.deal", *, base: int | None = None, **values: Any) -> Record:
        return await self.records.change(entity, record.id, values, self.person, base_version=base)

    async def titles(self, entity: str = "x.deal", **query: Any) -> list[str]:
        page = await self.records.list(entity, self.person, query=Query(**query))
        return [record.title for record in page.data]

    async def history(self, record_id: UUID, entity: str = "x.deal") -> list[tuple[str, dict[str, Any]]]:
        entries = await self.records.history(entity, record_id, self.person)
        return [(entry.action, entry.changes) for entry in entries]


@pytest_asyncio.fixture
async def desk(database: Database, clock: FixedClock, settings: Settings) -> Desk:
    """Firms and deals, none yet."""
    made = Desk(database, clock, settings)
    await made.catalogs.refresh()
    await made.shape({"kind": "add_entity", "entity": FIRM}, {"kind": "add_entity", "entity": DEAL})
    return made


@pytest.fixture
def person() -> Principal:
    """Somebody with the role of a user."""
    return Principal(account_id=None, name="Ada", email="ada@example.org", roles=frozenset({"user"}))
