"""Databases for tests: one is prepared, each test gets a copy of it."""

import secrets
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import asyncpg

from kith_core.database.address import parse_address
from kith_core.database.quoting import quote

TEMPLATE = "kith_template"


async def prepare_template(server_url: str, fill: Callable[[str], Awaitable[None]]) -> None:
    """Makes the template with `fill(url)`, unless another process of the run has."""
    if await _exists(server_url, TEMPLATE):
        return
    await _run(server_url, f"drop database if exists {TEMPLATE}_half with (force)")
    await fill(url_of(server_url, f"{TEMPLATE}_half"))
    await _run(server_url, f"alter database {TEMPLATE}_half rename to {TEMPLATE}")


@asynccontextmanager
async def copy_of_template(server_url: str) -> AsyncGenerator[str]:
    """The URL of a database of the test's own."""
    name = f"test_{secrets.token_hex(6)}"
    await _run(server_url, f"create database {quote(name)} template {TEMPLATE}")
    try:
        yield url_of(server_url, name)
    finally:
        await _run(server_url, f"drop database {quote(name)} with (force)")


@asynccontextmanager
async def empty_database(server_url: str) -> AsyncGenerator[str]:
    """The URL of a database that does not exist yet, and is dropped in the end."""
    name = f"test_{secrets.token_hex(6)}"
    try:
        yield url_of(server_url, name)
    finally:
        await _run(server_url, f"drop database if exists {quote(name)} with (force)")


def url_of(server_url: str, name: str) -> str:
    return parse_address(server_url).of(name)


async def _exists(server_url: str, name: str) -> bool:
    connection = await asyncpg.connect(url_of(server_url, "postgres"))
    try:
        return bool(await connection.fetchval("select true from pg_database where datname = $1", name))
    finally:
        await connection.close()


async def _run(server_url: str, statement: str) -> None:
    connection = await asyncpg.connect(url_of(server_url, "postgres"))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
