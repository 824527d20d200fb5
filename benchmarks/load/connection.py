"""One keep-alive connection that sends a request as soon as the answer to the last has come."""

import asyncio
import time
from collections.abc import Callable, Iterator

NewRequest = Callable[[], bytes | None]
"""The next request, whole; None when the time is over."""


class Connection(asyncio.Protocol):
    """Reads answers that carry a Content-Length, as both servers send them."""

    def __init__(self, next_request: NewRequest, seconds: list[float], failures: list[bytes]) -> None:
        self._next_request = next_request
        self._seconds = seconds
        self._failures = failures
        self._received = b""
        self._wanted = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not self._wanted:
            self._wanted = _length(self._received)
        if self._wanted and len(self._received) >= self._wanted:
            self._seconds.append(time.perf_counter() - self._sent_at)
            if self._received[9:10] != b"2":
                self._failures.append(self._received)
            self._received, self._wanted = b"", 0
            self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(exc or ConnectionError("the server closed the connection"))

    def _send(self) -> None:
        request = self._next_request()
        if request is None:
            self.done.set_result(None)
            self._transport.close()
            return
        self._sent_at = time.perf_counter()
        self._transport.write(request)


def _length(received: bytes) -> int:
    """Of head and body together; 0 while the head is not whole."""
    head_end = received.find(b"\r\n\r\n")
    if head_end < 0:
        return 0
    head = received[:head_end].lower()
    start = head.find(b"\r\ncontent-length:")
    if start < 0:
        raise ValueError(f"an answer without Content-Length: {head!r}")
    value = head[start + 17 :].partition(b"\r\n")[0]
    return head_end + 4 + int(value)


def numbered(requests: list[bytes], first: int, until: float) -> Iterator[bytes]:
    """The requests in turn until the time is over, each `@@@@@@@@` in them a new number."""
    number = first
    while time.perf_counter() < until:
        request = requests[number % len(requests)]
        yield request.replace(b"@@@@@@@@", b"%08d" % number)
        number += 1
