"""The server of one home."""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from kith_core.database.embedded.binaries import find_binaries
from kith_core.database.embedded.control import Control
from kith_core.database.embedded.layout import lay_out
from kith_core.database.embedded.ownership import Ownership
from kith_core.database.embedded.postmaster import running_postmaster
from kith_core.database.reaching import Report, silently


class EmbeddedServer:
    """Started, used and stopped by one owner; every call may take a while and blocks."""

    def __init__(self, home: Path, report: Report = silently, options: Mapping[str, str] | None = None) -> None:
        self.layout = lay_out(home)
        self.ownership = Ownership(self.layout.home)
        self._report = report
        self._options = options or {}

    @property
    def url(self) -> str:
        return self.layout.url

    def start(self) -> str:
        """For a Kith that stays; refuses beside another one. Answers with the database's URL."""
        self.ownership.take_or_refuse(self._report)
        return self._started()

    def _started(self) -> str:
        try:
            control = self._control()
            if not (self.layout.data / "PG_VERSION").exists():
                self._report("Making the database; this happens once")
                control.make()
            control.check()
            control.start(self._report)
        except BaseException:
            self.stop()
            raise
        return self.url

    def stop(self) -> None:
        """Stops the server, whoever started it, and lets others have it."""
        try:
            if running_postmaster(self.layout.data):
                self._control().stop()
        finally:
            self.ownership.let_go()

    def _control(self) -> Control:
        return Control(self.layout, find_binaries(self.layout.account), self._options)

    @contextmanager
    def lent(self) -> Generator[str]:
        """For a short command: the URL of the server of the Kith that stays, else of one started for the while."""
        while not self.ownership.take(stays=False):
            holder = self.ownership.holder()
            if holder and holder.stays:
                yield self.url
                return
            self._report("Waiting for another kith command to end")
            time.sleep(0.2)
        try:
            yield self._started()
        finally:
            self.stop()


@contextmanager
def borrowed_server(home: Path, report: Report = silently) -> Generator[str]:
    """See `EmbeddedServer.lent`."""
    with EmbeddedServer(home, report).lent() as url:
        yield url
