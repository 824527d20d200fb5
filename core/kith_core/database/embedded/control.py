"""PostgreSQL's own programs, run on the data of one home."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kith_core.database.embedded.binaries import MAJOR
from kith_core.database.embedded.layout import USER, Layout
from kith_core.database.embedded.postmaster import forget_dead_postmaster, running_postmaster
from kith_core.database.reaching import Report
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

LOG = "server.log"
LARGEST_LOG = 10_000_000
FOREVER = "100000000"
"""Seconds: recovery takes what it takes, and an impatient stop would only make it start anew."""


class Control:
    def __init__(self, layout: Layout, binaries: Path, options: Mapping[str, str]) -> None:
        self.layout, self.binaries, self.options = layout, binaries, options

    def make(self) -> None:
        """A new cluster, whole or not at all: it gets its place when it is done."""
        data, account = self.layout.data, self.layout.account
        half = data.with_name("postgres.new")
        if half.exists():
            shutil.rmtree(half)
        half.mkdir(mode=0o700)
        with tempfile.NamedTemporaryFile("w", prefix="kith-") as password:
            password.write(self.layout.password())
            password.flush()
            if account:
                account.own(half)
                account.own(Path(password.name))
            arguments = ["-D", self.layout.seen_data if account else str(half), "-U", USER, f"--pwfile={password.name}"]
            self._run(half, "initdb", *arguments, *INITDB)
        (half / "run").mkdir(mode=0o700)
        if account:
            account.own(half / "run")
        half.rename(data)

    def check(self) -> None:
        found = (self.layout.data / "PG_VERSION").read_text().strip()
        if found != MAJOR:
            raise Unavailable(
                "The data was made by another version of PostgreSQL.",
                Fault(
                    code="data_version", where=str(self.layout.data), path="PG_VERSION", found=found, wanted=MAJOR,
                    mend="dump it with the Kith that made it and restore the dump here",
                ),
            )

    def start(self, report: Report) -> None:
        """Starts the server or takes over the one that was left running, and waits until it answers."""
        self._wait_while("stopping", "PostgreSQL is still stopping", report)
        if running_postmaster(self.layout.data) is None:
            forget_dead_postmaster(self.layout.data)
            self._start(report)
        self._wait_while("starting", "PostgreSQL is recovering", report)

    def _start(self, report: Report) -> None:
        self._shorten_log()
        settings = {"listen_addresses": "", "unix_socket_directories": self.layout.seen_sockets, **self.options}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        patience = ("-w", "-t", FOREVER)
        starting = self._begin("pg_ctl", "start", *patience, "-D", self.layout.seen_data, "-l", LOG, "-o", options)
        began = said = time.monotonic()
        while starting.poll() is None:
            time.sleep(0.02)
            if time.monotonic() - said >= 1:
                said = time.monotonic()
                report(f"PostgreSQL is {self._doing()}, {said - began:.0f} s so far")
        if starting.returncode:
            raise self._failed("PostgreSQL does not start.", self._log_tail())

    def stop(self) -> None:
        """Stops the server if it runs; what was committed is on disk."""
        if running_postmaster(self.layout.data):
            patience = ("-w", "-t", FOREVER, "-m", "fast")
            self._run(self.layout.data, "pg_ctl", "stop", *patience, "-D", self.layout.seen_data)

    def _wait_while(self, status: str, doing: str, report: Report) -> None:
        began = said = time.monotonic()
        while (postmaster := running_postmaster(self.layout.data)) and postmaster.status in {status, ""}:
            time.sleep(0.05)
            if time.monotonic() - said >= 1:
                said = time.monotonic()
                report(f"{doing}, {said - began:.0f} s so far")

    def _doing(self) -> str:
        tail = self._log_tail()
        return "recovering" if "recovery" in tail or "redo" in tail else "starting"

    def _log_tail(self) -> str:
        """What the server wrote since it last began."""
        try:
            lines = (self.layout.data / LOG).read_text(errors="replace").splitlines()[-40:]
        except OSError:
            return ""
        starts = [number for number, line in enumerate(lines) if "starting PostgreSQL" in line]
        return "\n".join(lines[starts[-1] if starts else 0 :])

    def _shorten_log(self) -> None:
        log = self.layout.data / LOG
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.rename(log.with_suffix(".old.log"))

    def _run(self, folder: Path, program: str, *arguments: str) -> None:
        running = self._begin(program, *arguments, folder=folder)
        output, _ = running.communicate()
        if running.returncode:
            raise self._failed(f"{program} failed.", output.decode(errors="replace"))

    def _begin(self, program: str, *arguments: str, folder: Path | None = None) -> subprocess.Popen[bytes]:
        account: dict[str, Any] = self.layout.account.arguments() if self.layout.account else {}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "LC_"))}
        # The server inherits what it is given: files, not pipes, or reading to their end would wait for it to end.
        output = subprocess.PIPE if "start" not in arguments else subprocess.DEVNULL
        return subprocess.Popen[bytes](
            [self.binaries / program, *arguments], cwd=folder or self.layout.data, stdin=subprocess.DEVNULL,
            stdout=output, stderr=subprocess.STDOUT, env={**kept, "LC_ALL": "C"}, **account,
        )

    def _failed(self, detail: str, output: str) -> Unavailable:
        lines = [line for line in output.splitlines() if any(word in line for word in ("FATAL", "PANIC", "error"))]
        found = (lines or output.splitlines() or ["no reason given"])[-1].strip()
        return Unavailable(
            detail,
            Fault(
                code="postgresql", where=str(self.layout.data), path=LOG, found=found, wanted="a server that runs",
                mend="read the log there; free disk space and memory are the usual reasons",
            ),
        )


INITDB = (
    "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
    "--no-instructions", "--set=timezone=UTC", "--set=log_timezone=UTC", "--set=unix_socket_permissions=0700",
    "--set=log_line_prefix=%m [%p] ", "--set=log_checkpoints=off",
)  # fmt: skip
