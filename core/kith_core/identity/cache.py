"""Who a cookie or token belongs to, remembered for at most a second."""

import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from kith_core.identity.secrets import digest

Value = TypeVar("Value")
SECONDS = 1.0
LARGEST = 10_000


class ShortMemory(Generic[Value]):
    """Holds digests, never the secrets. A NOTIFY empties it at once; the second bounds what a lost one costs."""

    def __init__(self, look_up: Callable[[str], Awaitable[Value | None]]) -> None:
        self._look_up = look_up
        self._held: dict[bytes, tuple[float, Value]] = {}
        self._generation = 0

    async def get(self, secret: str) -> Value | None:
        key = digest(secret)
        held = self._held.get(key)
        if held and held[0] > time.monotonic():
            return held[1]
        generation = self._generation
        value = await self._look_up(secret)
        if value is None:
            self._held.pop(key, None)
        elif generation == self._generation:  # forgotten meanwhile: what was read may be from before
            self._remember(key, value)
        return value

    def forget(self) -> None:
        self._held.clear()
        self._generation += 1

    def _remember(self, key: bytes, value: Value) -> None:
        if len(self._held) >= LARGEST:
            self._held.clear()
        self._held[key] = (time.monotonic() + SECONDS, value)
