"""A write tried again where trying again is right: on a newer catalog, or after a lock that could not be had."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

import asyncpg

from kith_core.access import Principal
from kith_core.database import Database, StaleRevision
from kith_core.problems import Conflict, Invalid, Problem, Unavailable
from kith_core.records.clashes import Clash, explained
from kith_core.records.work import Work
from kith_metadata.catalog import Catalog, UnknownEntity
from kith_metadata.field_types.base import Context

T = TypeVar("T")

MOST_ATTEMPTS = 8
LOCKED = (asyncpg.LockNotAvailableError, asyncpg.DeadlockDetectedError, asyncpg.SerializationError)


class Catalogs(Protocol):
    """Where the current catalog comes from."""

    @property
    def current(self) -> Catalog: ...

    async def refresh(self) -> object: ...


Prepare = Callable[[Catalog, Context], Callable[[Work], Awaitable[T]]]
"""Reads the input on a catalog, before anything is locked, and answers with what is to be done in the transaction."""


class Attempts:
    """Runs writes, each in a transaction that knows its revision."""

    def __init__(self, database: Database, catalogs: Catalogs, contexts: Callable[[Principal], Context]) -> None:
        self._database, self._catalogs, self._contexts = database, catalogs, contexts

    async def run(self, principal: Principal, source: str, prepare: Prepare[T]) -> T:
        """The answer of what `prepare` made; raises problems only, with what other records have to do with them."""
        stale = False
        for attempt in range(MOST_ATTEMPTS):
            catalog, context = self._catalogs.current, self._contexts(principal)
            try:
                act = prepare(catalog, context)
            except (Invalid, UnknownEntity) as error:
                raise (_left(error) if stale else error) from None
            try:
                async with self._database.write(catalog.revision) as connection:
                    return await self.within(Work(connection, catalog, principal, source, context), act)
            except StaleRevision:
                stale = True
                await self._catalogs.refresh()
            except LOCKED:
                await asyncio.sleep(0.005 * 2**attempt * random.uniform(0.5, 1.5))  # noqa: S311  # spreads tries, guards nothing
        raise Unavailable("Others are changing the same records or their definitions; try again in a moment.", code="busy")

    async def within(self, work: Work, act: Callable[[Work], Awaitable[T]]) -> T:
        """What the database refuses, as problems that name the field and the other record."""
        try:
            return await act(work)
        except Clash as clash:
            raise await explained(clash, self._database.fetch) from None
        except asyncpg.DataError as error:
            raise Invalid(f"A value cannot be stored: {error}.", code="unstorable") from error


def _left(error: Invalid | UnknownEntity) -> Problem:
    """The model changed between reading and writing, and what was to be written does not fit it any more."""
    faults = error.faults if isinstance(error, Invalid) else (error.fault,)
    named = ", ".join(f"`{fault.path}`" for fault in faults)
    return Conflict(f"The definitions changed meanwhile, and {named} no longer fits them.", *faults, code="model_changed")
