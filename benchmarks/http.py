"""Single requests, for everything around the load: no pool, no redirects, cookies by hand."""

import asyncio
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any

import msgspec

HOST = "127.0.0.1"


class RefusedError(Exception):
    """The server answered with something else than success."""


class Answer(msgspec.Struct, frozen=True):
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The first of the name, or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


async def send(
    port: int, method: str, path: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
) -> Answer:
    return await asyncio.to_thread(_send, port, method, path, headers=dict(headers or {}), body=body)


def _send(port: int, method: str, path: str, *, headers: dict[str, str], body: bytes | None) -> Answer:
    connection = HTTPConnection(HOST, port, timeout=120)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        return Answer(response.status, response.getheaders(), response.read())
    finally:
        connection.close()


async def answers(port: int, path: str) -> bool:
    """Whether the server is there and well."""
    try:
        return (await send(port, "GET", path)).status == 200
    except OSError:
        return False


async def call(port: int, token: str, method: str, path: str, value: Any = None) -> Any:
    """JSON in, JSON out; raises `RefusedError`."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    body = None if value is None else msgspec.json.encode(value)
    answer = await send(port, method, path, headers=headers, body=body)
    if answer.status >= 300:
        said = answer.body.decode(errors="replace")
        raise RefusedError(f"{method} {path} was answered with {answer.status}:\n{said}")
    return answer.json() if answer.body else None
