"""Passwords: what is accepted, and argon2id, in a thread so that other requests go on."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kith_metadata.faults import Fault

Answer = TypeVar("Answer")
SHORTEST, LONGEST = 10, 200


class Passwords:
    """Argon2id with the library's own parameters (RFC 9106, low memory); at most two at once, 64 MiB each."""

    def __init__(self) -> None:
        self._hasher = PasswordHasher()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="kith-password")
        self._nobody: str | None = None

    async def hash(self, password: str) -> str:
        return await self._run(self._hasher.hash, password)

    async def verify(self, stored: str | None, password: str) -> bool:
        """Takes as long when there is no such account, so that time tells nobody which addresses exist."""
        if stored is None:
            self._nobody = self._nobody or await self.hash("nobody's password")
            await self._run(self._matches, self._nobody, password)
            return False
        return await self._run(self._matches, stored, password)

    def is_outdated(self, stored: str) -> bool:
        """Was it hashed with weaker parameters than today's?"""
        return self._hasher.check_needs_rehash(stored)

    def close(self) -> None:
        self._threads.shutdown(wait=False)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self._hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False

    async def _run(self, function: Callable[..., Answer], *arguments: str) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, function, *arguments)


def password_faults(password: str, path: str, *, email: str = "") -> list[Fault]:
    """What is wrong with a new password; length is what counts, rules about digits only make people write it down."""
    if len(password) < SHORTEST:
        return [_fault("too_short", path, f"{len(password)} characters", f"at least {SHORTEST}")]
    if len(password) > LONGEST:
        return [_fault("too_long", path, f"{len(password)} characters", f"at most {LONGEST}")]
    if len(set(password)) < 4 or (email and password.casefold() == email.casefold()):
        return [_fault("too_easy", path, "a password that is easy to guess", "one that is not")]
    return []


def _fault(code: str, path: str, found: str, wanted: str) -> Fault:
    return Fault(code=code, path=path, found=found, wanted=wanted, mend="choose another password")
