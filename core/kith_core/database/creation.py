"""The database itself, made the same on every machine: text is bytes in UTF-8, ordered by code point."""

import asyncpg

from kith_core.database.address import Address
from kith_core.database.locks import KITH_CREATION_LOCK
from kith_core.database.quoting import quote
from kith_core.database.reaching import Report, reach
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

MAINTENANCE = ("postgres", "template1")


async def ensure_database(address: Address, report: Report) -> None:
    """Makes the database if the server has none of the name, and refuses one that is not in UTF-8."""
    try:
        connection = await reach(address, address.url, report)
    except asyncpg.InvalidCatalogNameError:
        await _create(address, report)
        return
    try:
        await _check_encoding(address, connection)
    finally:
        await connection.close()


async def _check_encoding(address: Address, connection: asyncpg.Connection) -> None:
    encoding = await connection.fetchval("show server_encoding")
    if encoding != "UTF8":
        raise Unavailable(
            f"The database {address} cannot hold every text.",
            Fault(
                code="database_encoding", where=str(address), path="server_encoding", found=str(encoding),
                wanted="UTF8",
                mend="let Kith make the database: point KITH_DATABASE_URL at a name that does not exist yet",
            ),
        )


async def _create(address: Address, report: Report) -> None:
    connection = await _reach_maintenance(address, report)
    try:
        await connection.execute(f"select pg_advisory_lock({KITH_CREATION_LOCK})")
        await connection.execute(_statement(address.database, connection.get_server_version().major))
    except asyncpg.DuplicateDatabaseError:
        return  # another process was first
    except asyncpg.InsufficientPrivilegeError as error:
        raise _may_not_create(address) from error
    except asyncpg.PostgresError:
        # A server built without ICU, or whose template is in use, still knows the plain way.
        await connection.execute(_plain_statement(address.database))
    finally:
        await connection.close()


async def _reach_maintenance(address: Address, report: Report) -> asyncpg.Connection:
    for name in MAINTENANCE:
        try:
            return await reach(address, address.of(name), report)
        except asyncpg.InvalidCatalogNameError:
            continue
    raise _may_not_create(address)


def _statement(name: str, major: int) -> str:
    if major >= 17:
        provider = "locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'"
    else:
        provider = "locale_provider icu icu_locale 'und' locale 'C'"
    return f"create database {quote(name)} template template0 encoding 'UTF8' {provider}"


def _plain_statement(name: str) -> str:
    return f"create database {quote(name)} template template0 encoding 'UTF8' locale 'C'"


def _may_not_create(address: Address) -> Unavailable:
    return Unavailable(
        f"The database {address} does not exist and cannot be made.",
        Fault(
            code="database_missing", where=f"KITH_DATABASE_URL ({address})", path="", found="no such database",
            wanted="a database, or a login that may make one",
            mend=f"run once as its administrator: {_statement(address.database, 17)}",
        ),
    )
