"""Statements as the server sees them, counted at the connection."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import asyncpg


class Counter:
    """What was sent while it was open; `len()` is the number of round trips."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __len__(self) -> int:
        return len(self.statements)


class Counters:
    """The open counters of one database, shared by its connections."""

    def __init__(self) -> None:
        self._open: list[Counter] = []

    def note(self, statement: str) -> None:
        for counter in self._open:
            counter.statements.append(statement)

    @contextmanager
    def counting(self) -> Generator[Counter]:
        counter = Counter()
        self._open.append(counter)
        try:
            yield counter
        finally:
            self._open.remove(counter)


class CountedConnection(asyncpg.Connection):
    """asyncpg's own query loggers run a turn of the loop too late to be asserted on."""

    __slots__ = ("counters",)

    def __init__(self, *args: Any, **keywords: Any) -> None:
        super().__init__(*args, **keywords)
        self.counters = Counters()

    async def execute(self, query: str, *args: Any, **keywords: Any) -> str:
        self.counters.note(query)
        return await super().execute(query, *args, **keywords)

    async def executemany(self, command: str, *args: Any, **keywords: Any) -> None:
        self.counters.note(command)
        await super().executemany(command, *args, **keywords)

    async def fetch(self, query: str, *args: Any, **keywords: Any) -> list[Any]:
        self.counters.note(query)
        return await super().fetch(query, *args, **keywords)

    async def fetchrow(self, query: str, *args: Any, **keywords: Any) -> Any:
        self.counters.note(query)
        return await super().fetchrow(query, *args, **keywords)

    async def fetchval(self, query: str, *args: Any, **keywords: Any) -> Any:
        self.counters.note(query)
        return await super().fetchval(query, *args, **keywords)

    async def copy_records_to_table(self, table_name: str, *args: Any, **keywords: Any) -> str:
        self.counters.note(f"COPY {table_name}")
        return await super().copy_records_to_table(table_name, *args, **keywords)
