"""What the load process is told, and what it tells."""

import asyncio
import sys

import msgspec


class Task(msgspec.Struct, frozen=True):
    """`requests` are whole HTTP requests, sent in turn; every `@@@@@@@@` in them becomes a number, from `first` on."""

    host: str
    port: int
    connections: int
    seconds: float
    requests: list[bytes]
    first: int = 0


class Outcome(msgspec.Struct, frozen=True):
    answers: int
    elapsed: float
    middle: float
    """Seconds of the middle answer."""
    failures: int
    first_failure: str

    @property
    def rate(self) -> float:
        return self.answers / self.elapsed


class LoadError(Exception):
    """The server answered with something else than success."""


async def run(task: Task) -> Outcome:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.load", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate(msgspec.json.encode(task))
    if process.returncode:
        raise LoadError(f"the load process ended with status {process.returncode}")
    outcome = msgspec.json.decode(output, type=Outcome)
    if outcome.failures:
        raise LoadError(f"{outcome.failures} of {outcome.answers} answers failed, the first:\n{outcome.first_failure}")
    return outcome


def request(method: str, path: str, token: str, body: bytes = b"") -> bytes:
    """A whole HTTP request."""
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
    if body:
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}\r\n".encode() + body
