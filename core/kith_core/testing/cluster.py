"""One throw-away PostgreSQL for a test run, shared by all its processes."""

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from kith_core.database.embedded import EmbeddedServer

RUN = "KITH_TESTS_RUN"
PREFIX = "kith-tests-"
UNSAFE_BUT_FAST = {
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300",
    "autovacuum": "off", "max_wal_size": "4GB", "checkpoint_timeout": "1d", "io_method": "sync",
}  # fmt: skip


def name_run() -> None:
    """Called by the first process of a run; those it starts inherit the name."""
    os.environ.setdefault(RUN, f"{os.getpid()}-{secrets.token_hex(4)}")


class Cluster:
    """`home` is the same for every process of the run; whoever comes first starts the server."""

    def __init__(self) -> None:
        self.home = Path(tempfile.gettempdir()) / f"{PREFIX}{os.environ[RUN]}"

    @contextmanager
    def locked(self) -> Generator[None]:
        """One process of the run at a time."""
        with self.home.with_suffix(".lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def start(self) -> str:
        """The URL of the server, started if it is not. Call it under the lock."""
        if not self.home.exists():
            _remove_left_over()
        server = EmbeddedServer(self.home, options=UNSAFE_BUT_FAST)
        url = server.start()
        server.ownership.let_go()  # the server stays until the run ends
        return url

    def remove(self) -> None:
        """Stops the server and removes its data, if there is any."""
        _remove(self.home)


def _remove(home: Path) -> None:
    if home.exists():
        EmbeddedServer(home).stop()
        shutil.rmtree(home)
    home.with_suffix(".lock").unlink(missing_ok=True)


def _remove_left_over() -> None:
    """What runs that were killed left behind."""
    for home in Path(tempfile.gettempdir()).glob(f"{PREFIX}*-????????"):
        runner = int(home.name.removeprefix(PREFIX).partition("-")[0])
        if home.is_dir() and home.stat().st_uid == os.geteuid() and not Path(f"/proc/{runner}").exists():
            _remove(home)
