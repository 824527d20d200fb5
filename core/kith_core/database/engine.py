"""Piccolo's engine, one a site."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from piccolo.engine.postgres import PostgresEngine, PostgresTransaction
from piccolo.querystring import QueryString

_current: ContextVar[PostgresEngine] = ContextVar("kith_engine")


@contextmanager
def running_on(engine: PostgresEngine) -> Generator[None]:
    """Inside, queries of the system tables go to this engine."""
    token = _current.set(engine)
    try:
        yield
    finally:
        _current.reset(token)


class SiteEngine(PostgresEngine):
    """Without Piccolo's probes: it would connect in its constructor, and print where Kith raises a problem."""

    async def check_version(self) -> None:
        """Kith's own check says more; see `checks.py`."""

    async def prep_database(self) -> None:
        """No extension is needed."""


class CurrentEngine(SiteEngine):
    """What the system tables hang on: the classes are shared by the sites of a process, the engine is the caller's.

    Piccolo's migrations find their engine by name only, so they come by here too.
    """

    def __init__(self) -> None:
        super().__init__(config={})

    async def run_querystring(self, querystring: QueryString, in_pool: bool = True) -> Any:
        return await _current.get().run_querystring(querystring, in_pool)

    async def run_ddl(self, ddl: str, in_pool: bool = True) -> Any:
        return await _current.get().run_ddl(ddl, in_pool)

    def transaction(self, allow_nested: bool = True) -> PostgresTransaction:
        return _current.get().transaction(allow_nested)

    def transform_response_to_dicts(self, results: Sequence[Any]) -> list[dict[str, Any]]:
        return [dict(row) for row in results]


CURRENT = CurrentEngine()
