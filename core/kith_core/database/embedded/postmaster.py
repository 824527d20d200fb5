"""The server as its process file and the system tell of it."""

from pathlib import Path

import msgspec
import psutil

PROCESS_LINE, STATUS_LINE = 0, 7


class Postmaster(msgspec.Struct, frozen=True):
    pid: int
    status: str
    """`starting`, `ready`, `standby` or `stopping`; empty in its first moments."""


def running_postmaster(data: Path) -> Postmaster | None:
    """The server that has this data, whoever started it; None when its file tells of a process that is gone."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
        pid = int(lines[PROCESS_LINE])
    except (OSError, ValueError, IndexError):
        return None
    if not _is_postgres_of(data, pid):
        return None
    return Postmaster(pid, lines[STATUS_LINE].strip() if len(lines) > STATUS_LINE else "")


def forget_dead_postmaster(data: Path) -> None:
    """Removes the file of a server that is gone: its number may be another process's by now, and would stop a start.

    Only for the owner of the data, who knows that nobody else starts a server on it.
    """
    if running_postmaster(data) is None:
        (data / "postmaster.pid").unlink(missing_ok=True)


def _is_postgres_of(data: Path, pid: int) -> bool:
    try:
        process = psutil.Process(pid)
        return "postgres" in process.name() and Path(process.cwd()) == data
    except psutil.Error:
        return False
