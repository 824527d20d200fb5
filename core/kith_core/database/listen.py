"""What other processes say, heard on a connection of its own."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import asyncpg

from kith_core.database.connections import SETTINGS, Connection

CHANNEL = "kith_changes"
Hear = Callable[[str | None], Awaitable[None]]


class Listener:
    """Calls `hear` with each payload, in order; with None when the connection is new: some may be missed."""

    def __init__(self, url: str, hear: Hear, channel: str = CHANNEL) -> None:
        self._url, self._hear, self._channel = url, hear, channel
        self._heard: asyncio.Queue[str | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listens from now on; raises what the first connection raises."""
        connection = await self._connect()
        self._task = asyncio.create_task(self._run(connection), name="kith-listener")

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _connect(self) -> asyncpg.Connection:
        connection = await asyncpg.connect(self._url, server_settings=SETTINGS, timeout=10)
        await connection.add_listener(self._channel, self._note)
        return connection

    def _note(self, _connection: Connection, _process: int, _channel: str, payload: object) -> None:
        self._heard.put_nowait(str(payload))

    async def _run(self, connection: asyncpg.Connection) -> None:
        while True:
            try:
                await self._listen(connection)
            finally:
                connection.terminate()
            connection = await self._reconnect()
            self._heard.put_nowait(None)

    async def _listen(self, connection: asyncpg.Connection) -> None:
        """Passes on what is heard until the connection is lost."""
        lost = asyncio.Event()
        connection.add_termination_listener(lambda _connection: lost.set())
        gone = asyncio.create_task(lost.wait())
        try:
            while not connection.is_closed():
                heard = asyncio.create_task(self._heard.get())
                await asyncio.wait({heard, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not heard.done():
                    heard.cancel()
                    return
                await self._hear(heard.result())
        finally:
            gone.cancel()

    async def _reconnect(self) -> asyncpg.Connection:
        pause = 0.05
        while True:
            try:
                return await self._connect()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(pause)  # the server restarts; the site's own queries report it
                pause = min(pause * 2, 5)
