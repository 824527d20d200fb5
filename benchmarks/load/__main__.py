"""Reads a `Task` from standard input, loads the server, prints an `Outcome`."""

import asyncio
import gc
import sys
import time

import msgspec

from benchmarks.load.connection import Connection, numbered
from benchmarks.load.task import Outcome, Task


async def load(task: Task) -> Outcome:
    seconds: list[float] = []
    failures: list[bytes] = []
    started = time.perf_counter()
    requests = numbered(task.requests, task.first, started + task.seconds)
    loop = asyncio.get_running_loop()
    connections = [
        (await loop.create_connection(lambda: Connection(lambda: next(requests, None), seconds, failures),
                                      task.host, task.port))[1]
        for _ in range(task.connections)
    ]
    await asyncio.gather(*(connection.done for connection in connections))
    return Outcome(
        answers=len(seconds),
        elapsed=time.perf_counter() - started,
        middle=sorted(seconds)[len(seconds) // 2],
        failures=len(failures),
        first_failure=failures[0].decode(errors="replace") if failures else "",
    )


def main() -> None:
    task = msgspec.json.decode(sys.stdin.buffer.read(), type=Task)
    gc.disable()
    sys.stdout.buffer.write(msgspec.json.encode(asyncio.run(load(task))))


main()
