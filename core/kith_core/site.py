"""One running Kith: what its parts are and how they hang together. Passed on, never global."""

import asyncio
from contextlib import suppress

from kith_core.access import Access
from kith_core.clock import Clock, SystemClock
from kith_core.database import Database, Listener, migrate
from kith_core.database.embedded import EmbeddedServer
from kith_core.database.reaching import Report, silently
from kith_core.identity import Identity
from kith_core.jobs import Jobs, prepare
from kith_core.plugins import PluginHost
from kith_core.records import RecordStore
from kith_core.schema import CatalogStore, PlanService
from kith_core.settings import Settings


class Site:
    """Made by `open`; two sites in one process know nothing of each other."""

    def __init__(self, settings: Settings, clock: Clock, database: Database, host: PluginHost) -> None:
        self.settings, self.clock, self.database, self.host = settings, clock, database, host
        self.access = Access()
        self.identity = Identity(database, clock)
        self.catalogs = CatalogStore(database, host.field_types)
        self.plans = PlanService(
            database=database, catalogs=self.catalogs, access=self.access, clock=clock, settings=settings
        )
        self.records = RecordStore(
            database=database, catalogs=self.catalogs, access=self.access, clock=clock, zone=settings.timezone,
            currency=settings.currency,
        )
        self.jobs = Jobs(self)
        self._listener = Listener(database.url, self._hear)
        self._watch: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls, settings: Settings, *, clock: Clock | None = None, host: PluginHost | None = None,
        report: Report = silently,
    ) -> "Site":
        """Brings the database up to date and takes up its newest catalog.

        Without `settings.database_url` it uses the server of the home, which somebody (`kith serve`) has started.
        """
        clock, host = clock or SystemClock(), host or PluginHost.discover()
        url = settings.database_url or EmbeddedServer(settings.home).url
        database = await Database.open(url, settings.pool_size, report)
        site = cls(settings, clock, database, host)
        try:
            await site._start()
        except BaseException:
            await site.close()
            raise
        return site

    async def _start(self) -> None:
        if await migrate(self.database, self.clock.now()):
            await prepare(self.database.url)
        await self._listener.start()
        await self.catalogs.refresh()
        await self.plans.start(self.host.plugins)
        if self.settings.admin_email and self.settings.admin_password:
            await self.identity.ensure_administrator(self.settings.admin_email, self.settings.admin_password)
        self._watch = asyncio.create_task(self.catalogs.watch(), name="kith-catalog-watch")

    async def close(self) -> None:
        if self._watch:
            self._watch.cancel()
            with suppress(asyncio.CancelledError):
                await self._watch
        await self._listener.close()
        self.identity.close()
        await self.database.close()

    async def _hear(self, said: str | None) -> None:
        """What another process did; None when some of it may have been missed."""
        if said in {None, "identity"}:
            self.identity.forget()
        if said is None:
            await self.catalogs.look()
        elif said.startswith("revision:"):
            await self.catalogs.at_least(int(said.removeprefix("revision:")))
