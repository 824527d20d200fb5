"""The database itself, made the same on every machine: text is bytes in UTF-8, ordered by code point."""

import asyncpg

from kith_core.database.address import Address
from kith_core.database.connections import Connection
from kith_core.database.locks import KITH_CREATION_LOCK
from kith_core.database.quoting import quote
from kith_core.database.reaching import Report, reach
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

MAINTENANCE = ("postgres", "template1")


async def create_database(address: Address, report: Report) -> None:
    """Makes the database that the address names; fine if another process was first."""
    connection = await _reach_maintenance(address, report)
    try:
        await connection.execute(f"select pg_advisory_lock({KITH_CREATION_LOCK})")
        await _create(address, connection)
    except (asyncpg.DuplicateDatabaseError, asyncpg.UniqueViolationError):
        return
    except asyncpg.InsufficientPrivilegeError as error:
        raise _may_not_create(address, connection.get_server_version().major) from error
    finally:
        await connection.close()


async def _create(address: Address, connection: Connection) -> None:
    try:
        await connection.execute(_statement(address.database, connection.get_server_version().major))
    except asyncpg.FeatureNotSupportedError:  # built without ICU
        await connection.execute(_statement(address.database, 0))


async def _reach_maintenance(address: Address, report: Report) -> "asyncpg.Connection[asyncpg.Record]":
    for name in MAINTENANCE:
        try:
            return await reach(address, lambda name=name: asyncpg.connect(address.of(name), timeout=10), report)
        except asyncpg.InvalidCatalogNameError:
            continue
    raise _may_not_create(address, 17)


def _statement(name: str, major: int) -> str:
    provider = ""
    if major >= 17:
        provider = "locale_provider builtin builtin_locale 'C.UTF-8' "
    elif major:
        provider = "locale_provider icu icu_locale 'und' "
    return f"create database {quote(name)} template template0 encoding 'UTF8' {provider}locale 'C'"


def _may_not_create(address: Address, major: int) -> Unavailable:
    return Unavailable(
        f"The database {address} does not exist and cannot be made.",
        Fault(
            code="database_missing", where=f"KITH_DATABASE_URL ({address})", path="", found="no such database",
            wanted="a database, or a login that may make one",
            mend=f"run once as its administrator: {_statement(address.database, major)}",
        ),
    )
