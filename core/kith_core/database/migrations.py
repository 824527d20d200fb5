"""The system tables brought up to date, on the site's own engine and under one lock."""

import os
from contextlib import redirect_stdout
from datetime import datetime
from importlib import import_module
from io import StringIO
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import asyncpg

from kith_core.database import piccolo_migrations
from kith_core.database.connections import Connection
from kith_core.database.engine import running_on
from kith_core.database.locks import KITH_MIGRATION_LOCK
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

if TYPE_CHECKING:
    from piccolo.apps.migrations.auto.migration_manager import MigrationManager

    from kith_core.database.database import Database

# Piccolo's migration manager asks this name, and nobody else, for its engine.
os.environ["PICCOLO_CONF"] = "kith_core.database.piccolo_conf"


def known() -> list[str]:
    """The names of the migrations in this release, in order."""
    return sorted(module.name for module in iter_modules(piccolo_migrations.__path__))


async def done(database: "Database") -> set[str]:
    """The names of the migrations that the database has seen."""
    try:
        return {row["name"] for row in await database.fetch("select name from kith_migration")}
    except asyncpg.UndefinedTableError:
        return set()


async def migrate(database: "Database", now: datetime) -> list[str]:
    """Runs what is missing, all or nothing; answers with the names. Refuses a database newer than the code."""
    already = await done(database)
    _refuse_newer(database, already)
    if not set(known()) - already:
        return []
    ran: list[str] = []
    async with database.engine.transaction() as transaction:
        ran += await _run_missing(database, transaction.connection, now)
    return ran


async def _run_missing(database: "Database", connection: Connection, now: datetime) -> list[str]:
    """Inside the transaction that holds the lock: what another process did meanwhile is no longer missing."""
    await connection.execute(f"select pg_advisory_xact_lock({KITH_MIGRATION_LOCK})")
    found = await connection.fetchval("select to_regclass('kith_migration') is not null")
    rows = await connection.fetch("select name from kith_migration") if found else []
    missing = sorted(set(known()) - {row["name"] for row in rows})
    for name in missing:
        await _run(database, name)
        await connection.execute("insert into kith_migration (name, ran_at) values ($1, $2)", name, now)
    site = "insert into kith_site (id, revision, created_at) values (1, 0, $1) on conflict (id) do nothing"
    await connection.execute(site, now)
    return missing


async def _run(database: "Database", name: str) -> None:
    module = import_module(f"{piccolo_migrations.__name__}.{name}")
    with running_on(database.engine), redirect_stdout(StringIO()):  # Piccolo prints its progress
        manager: MigrationManager = await module.forwards()
        await manager.run()


def _refuse_newer(database: "Database", already: set[str]) -> None:
    newer = sorted(already - set(known()))
    if newer:
        raise Unavailable(
            f"The database {database.address} was written by a newer Kith.",
            Fault(
                code="database_newer", where=database.address, path="kith_migration", found=", ".join(newer),
                wanted=f"nothing after {known()[-1]}",
                mend="start the newer Kith, or restore a backup of before the upgrade",
            ),
        )
