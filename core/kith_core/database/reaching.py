"""A first connection to the server: waiting while it starts, and saying plainly why it cannot be used."""

import asyncio
import time
from collections.abc import Callable

import asyncpg

from kith_core.database.address import Address
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

OLDEST = 15
UNREACHABLE = (OSError, TimeoutError, asyncpg.ConnectionDoesNotExistError, asyncpg.InterfaceError)
REFUSED = (
    asyncpg.InvalidAuthorizationSpecificationError, asyncpg.TooManyConnectionsError,
    asyncpg.InsufficientPrivilegeError,
)  # fmt: skip

Report = Callable[[str], None]


def silently(_message: str) -> None:
    """A report nobody reads."""


async def reach(address: Address, url: str, report: Report = silently) -> asyncpg.Connection:
    """A connection to `url`, a database of the address's server; waits out a server that recovers.

    `asyncpg.InvalidCatalogNameError` passes through: the server is fine, it has no such database.
    """
    began = time.monotonic()
    while True:
        try:
            connection = await asyncpg.connect(url, timeout=10)
        except asyncpg.CannotConnectNowError:
            report(f"PostgreSQL at {address.place} is recovering, {time.monotonic() - began:.0f} s so far")
            await asyncio.sleep(1)
        except REFUSED as error:
            raise _refused(address, error) from error
        except UNREACHABLE as error:
            raise _unreachable(address, error) from error
        else:
            await _check_version(address, connection)
            return connection


async def _check_version(address: Address, connection: asyncpg.Connection) -> None:
    version = connection.get_server_version()
    if version.major < OLDEST:
        await connection.close()
        raise Unavailable(
            f"PostgreSQL at {address.place} is too old.",
            Fault(
                code="postgresql_too_old", where=address.place, path="",
                found=f"PostgreSQL {version.major}.{version.minor}", wanted=f"PostgreSQL {OLDEST} or newer",
                mend="upgrade the server, or point KITH_DATABASE_URL at a newer one",
            ),
        )


def _refused(address: Address, error: Exception) -> Unavailable:
    return Unavailable(
        f"PostgreSQL at {address.place} refuses the connection.",
        Fault(
            code="database_refused", where=f"KITH_DATABASE_URL ({address})", path="", found=str(error).rstrip("."),
            wanted="a login that may connect", mend="check user, password and pg_hba.conf",
        ),
    )


def _unreachable(address: Address, error: BaseException) -> Unavailable:
    return Unavailable(
        f"PostgreSQL at {address.place} cannot be reached.",
        Fault(
            code="database_unreachable", where=f"KITH_DATABASE_URL ({address})", path="",
            found=str(error).rstrip(".") or "no answer within 10 s", wanted="a PostgreSQL server that answers",
            mend="start the server or correct the address; without KITH_DATABASE_URL Kith runs its own",
        ),
    )
