"""Who may start and stop the server: whoever holds the lock on a file in the home."""

import fcntl
import os
import time
from pathlib import Path

import msgspec

from kith_core.database.reaching import Report
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

PATIENCE = 60.0
"""Seconds to wait for a short command, such as `kith user add`, to hand the server over."""


class Holder(msgspec.Struct, frozen=True):
    """`stays` says that the server stays as long as its holder, who is no short command."""

    pid: int
    stays: bool


class Ownership:
    """The kernel lets go of the lock when its holder ends, however it ends."""

    def __init__(self, home: Path) -> None:
        self._path = home / "owner.lock"
        self._file: int | None = None

    def take(self, *, stays: bool) -> bool:
        """Takes it, unless someone has it."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        os.ftruncate(file, 0)
        os.pwrite(file, msgspec.json.encode(Holder(os.getpid(), stays)), 0)
        self._file = file
        return True

    def let_go(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def holder(self) -> Holder | None:
        """Who has it, as far as it has said so."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Holder)
        except (OSError, msgspec.DecodeError):
            return None

    def take_or_refuse(self, report: Report) -> None:
        """For a server that stays: waits for a short command, refuses beside another one that stays."""
        until = time.monotonic() + PATIENCE
        while not self.take(stays=True):
            holder = self.holder()
            if (holder and holder.stays) or time.monotonic() > until:
                raise _in_use(self._path, holder)
            report("Waiting for another kith command to end")
            time.sleep(0.2)


def _in_use(path: Path, holder: Holder | None) -> Unavailable:
    return Unavailable(
        f"The data in {path.parent} is already in use.",
        Fault(
            code="in_use", where=str(path.parent), path="", wanted="one Kith for one KITH_HOME",
            found=f"Kith running as process {holder.pid}" if holder else "another Kith running",
            mend="stop it first, or choose another KITH_HOME",
        ),
    )
