"""A small site for plans: a database, its catalog, and the service that changes it."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest_asyncio

from kith_core.access import Access, Principal
from kith_core.clock import FixedClock
from kith_core.database import Database
from kith_core.schema import CatalogStore, Plan, PlanService, Revision
from kith_core.settings import Settings
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.field_types import FieldTypes
from kith_metadata.field_types.standard import STANDARD_TYPES

BOOK: Mapping[str, Any] = {
    "kind": "add_entity",
    "entity": {
        "key": "x.book", "label": "Book", "label_plural": "Books", "title": "{{ name }}",
        "fields": [
            {"key": "name", "type": "text", "label": "Name", "required": True, "searchable": True},
            {"key": "pages", "type": "integer", "label": "Pages"},
            {"key": "code", "type": "text", "label": "Code"},
        ],
    },
}  # fmt: skip


class Shaping:
    """What a person who shapes the model can do, in as few words as a test needs."""

    def __init__(self, database: Database, clock: FixedClock, settings: Settings) -> None:
        self.database, self.clock = database, clock
        self.catalogs = CatalogStore(database, FieldTypes(STANDARD_TYPES))
        self.plans = PlanService(
            database=database, catalogs=self.catalogs, access=Access(), clock=clock, settings=settings
        )

    @property
    def catalog(self) -> Catalog:
        return self.catalogs.current

    def entity(self, key: str = "x.book") -> Entity:
        return self.catalog.entity(key)

    def field(self, key: str, entity: str = "x.book") -> Field:
        return self.entity(entity).by_key[key]

    async def plan(self, *changes: Mapping[str, Any], reason: str = "") -> Plan:
        return await self.plans.plan(changes, reason, Principal.system)

    async def change(self, *changes: Mapping[str, Any], reason: str = "") -> Revision:
        plan = await self.plan(*changes, reason=reason)
        return await self.plans.apply(plan.id, Principal.system)

    async def undo(self, number: int) -> Revision:
        plan = await self.plans.undo(number, Principal.system)
        return await self.plans.apply(plan.id, Principal.system)


@pytest_asyncio.fixture
async def shaping(database: Database, clock: FixedClock, settings: Settings) -> AsyncIterator[Shaping]:
    """A database without definitions."""
    made = Shaping(database, clock, settings)
    await made.catalogs.refresh()
    yield made


@pytest_asyncio.fixture
async def library(shaping: Shaping) -> Shaping:
    """One entity of the admin's: books."""
    await shaping.change(BOOK)
    return shaping
