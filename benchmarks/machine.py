"""What the figures were measured on, and what processes cost there."""

import os
import platform
import sys
from importlib.metadata import version

import msgspec
import psutil

MEBIBYTE = 1024 * 1024
PACKAGES = ("litestar", "granian", "asyncpg", "msgspec", "uvloop")


class Machine(msgspec.Struct, frozen=True):
    cores: int
    processor: str
    memory_mib: int
    system: str
    python: str
    packages: dict[str, str]
    load_before: float
    """Processes that wanted a core in the minute before: well above 0, the figures are noisy."""


def look() -> Machine:
    return Machine(
        cores=os.cpu_count() or 1,
        processor=platform.processor() or platform.machine(),
        memory_mib=psutil.virtual_memory().total // MEBIBYTE,
        system=platform.platform(),
        python=sys.version.split()[0],
        packages={name: version(name) for name in PACKAGES},
        load_before=round(psutil.getloadavg()[0], 2),
    )


class Family:
    """A process and those it has started: a server and its workers."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)

    def members(self) -> list[psutil.Process]:
        return [self._root, *self._root.children(recursive=True)]

    def processor_seconds(self) -> float:
        """Used since they started."""
        times = [member.cpu_times() for member in self.members()]
        return sum(time.user + time.system for time in times)

    def memory(self) -> list[int]:
        """Resident MiB of each process, the parent first; pages they share count for each."""
        return [member.memory_info().rss // MEBIBYTE for member in self.members()]
