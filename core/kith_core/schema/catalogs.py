"""The catalog of the newest revision, in every process within a moment of the switch."""

import asyncio
from collections import OrderedDict

from kith_core.database import Database
from kith_core.schema.definitions import read_as_of, read_since, with_rows
from kith_metadata.catalog import Catalog
from kith_metadata.field_types import FieldTypes
from kith_metadata.layers import compose
from kith_metadata.parts import Layers

_REMEMBERED = 8
_LOOK_EVERY = 1.0


class CatalogStore:
    """Holds one immutable catalog and replaces it when the revision rises; a request keeps the one it took."""

    def __init__(self, database: Database, field_types: FieldTypes) -> None:
        self._database = database
        self._field_types = field_types
        self._lock = asyncio.Lock()
        self._past: OrderedDict[int, Catalog] = OrderedDict()
        self._catalog = compose(0, {}, field_types)

    @property
    def current(self) -> Catalog:
        """The newest that this process knows."""
        return self._catalog

    async def refresh(self) -> Catalog:
        """Asks the database for its revision, and takes over what changed since."""
        return await self._advance(await self.newest())

    async def newest(self) -> int:
        """The true revision."""
        return await self._database.fetchval("select revision from kith_site where id = 1")

    async def at_least(self, revision: int) -> Catalog:
        """For whoever has seen that revision already, in another process perhaps."""
        return self._catalog if self._catalog.revision >= revision else await self.refresh()

    async def as_of(self, revision: int) -> Catalog:
        """The catalog as it was right after the revision."""
        if revision == self._catalog.revision:
            return self._catalog
        if revision not in self._past:
            self._past[revision] = compose(revision, await self.layers_as_of(revision), self._field_types)
            while len(self._past) > _REMEMBERED:
                self._past.popitem(last=False)
        return self._past[revision]

    async def layers_as_of(self, revision: int) -> Layers:
        """The stored layers as they were right after the revision."""
        return await read_as_of(self._database, revision)

    async def watch(self) -> None:
        """Looks at the revision every second, for a notification that was lost; runs until cancelled."""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            await self.look()

    async def look(self) -> None:
        """Refreshes if the database can be reached; the next look comes anyway."""
        try:
            await self.refresh()
        except OSError:
            return

    async def _advance(self, revision: int) -> Catalog:
        async with self._lock:
            known = self._catalog.revision
            if revision > known:
                rows = await read_since(self._database, known, revision)
                self._catalog = compose(revision, with_rows(self._catalog.layers, rows), self._field_types)
            return self._catalog
