"""Servers as processes of their own, started, asked until they answer, stopped."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec

from benchmarks import http
from benchmarks.http import HOST
from benchmarks.machine import Family

PATIENCE = 120.0
"""Seconds a server may take to answer."""


class NotReadyError(Exception):
    """A server ended, or did not answer in time."""


class Server(msgspec.Struct, frozen=True):
    name: str
    port: int
    family: Family
    start_seconds: float
    """From the command to the first answer."""


@asynccontextmanager
async def serving(
    name: str, command: list[str], port: int, environment: Mapping[str, str], log: Path
) -> AsyncGenerator[Server]:
    """Runs the command until the block ends; what it says goes to the log."""
    started = time.perf_counter()
    with log.open("ab") as output:
        process = await asyncio.create_subprocess_exec(
            *command, env={**os.environ, **environment}, stdout=output, stderr=output
        )
    try:
        await _wait_until_ready(name, process, port, log)
        yield Server(name, port, Family(process.pid), round(time.perf_counter() - started, 2))
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _wait_until_ready(name: str, process: asyncio.subprocess.Process, port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not await http.answers(port, "/healthz"):
        if process.returncode is not None or time.monotonic() > until:
            raise NotReadyError(f"{name} did not answer (status {process.returncode}); it said:\n{_end_of(log)}")
        await asyncio.sleep(0.02)


def _end_of(log: Path) -> str:
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


def handwritten_command(port: int) -> list[str]:
    """One worker, as Kith is served."""
    return [
        sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--workers", "1", "--no-ws",
        "--host", HOST, "--port", str(port), "benchmarks.handwritten.app:create_app",
    ]


def kith_command(port: int, workers: int = 1) -> list[str]:
    return [
        str(Path(sys.executable).with_name("kith")), "serve", "--host", HOST, "--port", str(port),
        "--workers", str(workers),
    ]
