"""The fixtures; each says what a test gets."""

import asyncio
import os
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from kith_core.clock import FixedClock, SystemClock

if TYPE_CHECKING:
    from kith_core.database import Database
    from kith_core.settings import Settings

SERVER = "KITH_TESTS_DATABASE_URL"


def pytest_configure() -> None:
    from kith_core.testing.cluster import name_run

    name_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    from kith_core.testing.cluster import Cluster

    if not hasattr(config, "workerinput"):  # a worker of xdist leaves it to the process that started it
        Cluster().remove()


@pytest.fixture(scope="session")
def server_url() -> str:
    """A PostgreSQL: one of the run's own, or the one that KITH_TESTS_DATABASE_URL names; with the template in it."""
    from kith_core.testing.cluster import Cluster
    from kith_core.testing.databases import prepare_template

    cluster = Cluster()
    with cluster.locked():
        url = os.environ.get(SERVER) or cluster.start()
        asyncio.run(prepare_template(url, _fill))
    return url


async def _fill(url: str) -> None:
    from kith_core.database import Database, migrate

    database = await Database.open(url, pool_size=2)
    await migrate(database, SystemClock().now())
    await database.close()


@pytest_asyncio.fixture
async def database_url(server_url: str) -> AsyncGenerator[str]:
    """The URL of a fresh database with the system tables."""
    from kith_core.testing.databases import copy_of_template

    async with copy_of_template(server_url) as url:
        yield url


@pytest_asyncio.fixture
async def empty_database_url(server_url: str) -> AsyncGenerator[str]:
    """The URL of a database that does not exist yet."""
    from kith_core.testing.databases import empty_database

    async with empty_database(server_url) as url:
        yield url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncGenerator["Database"]:
    """A fresh database with the system tables, open."""
    from kith_core.database import Database

    opened = await Database.open(database_url)
    yield opened
    await opened.close()


@pytest.fixture
def clock() -> FixedClock:
    """Stands at noon of Wednesday, 4 March 2026, until `clock.advance(days=1)`."""
    return FixedClock(datetime(2026, 3, 4, 12, tzinfo=UTC))


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> "Settings":
    """Of a site with a fresh database and a home of its own."""
    from kith_core.settings import Settings

    return Settings(home=tmp_path, database_url=database_url, secret_key_file=tmp_path / "secret-key")
