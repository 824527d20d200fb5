"""A first connection to the server: waiting while it starts, and saying plainly why it cannot be used."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import asyncpg

from kith_core.database.address import Address
from kith_core.database.connections import Connection
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

T = TypeVar("T")

OLDEST = 15
UNREACHABLE = (OSError, TimeoutError, asyncpg.ConnectionDoesNotExistError, asyncpg.InterfaceError)
REFUSED = (
    asyncpg.InvalidAuthorizationSpecificationError, asyncpg.TooManyConnectionsError,
    asyncpg.InsufficientPrivilegeError,
)  # fmt: skip

Report = Callable[[str], None]


def silently(_message: str) -> None:
    """A report nobody reads."""


async def reach(address: Address, connect: Callable[[], Awaitable[T]], report: Report = silently) -> T:
    """What `connect` answers with; waits out a server that recovers.

    `asyncpg.InvalidCatalogNameError` passes through: the server is fine, it has no such database.
    """
    began = time.monotonic()
    while True:
        try:
            return await connect()
        except asyncpg.CannotConnectNowError:
            report(f"PostgreSQL at {address.place} is recovering, {time.monotonic() - began:.0f} s so far")
        except REFUSED as error:
            raise _refused(address, error) from error
        except UNREACHABLE as error:
            raise _unreachable(address, error) from error
        await asyncio.sleep(1)


def check_server(address: Address, connection: Connection) -> None:
    """Refuses a server that is too old and a database that cannot hold every text; asks nothing of either."""
    version, encoding = connection.get_server_version(), connection.get_settings().server_encoding
    if version.major < OLDEST:
        raise Unavailable(
            f"PostgreSQL at {address.place} is too old.",
            Fault(
                code="postgresql_too_old", where=address.place, path="",
                found=f"PostgreSQL {version.major}.{version.minor}", wanted=f"PostgreSQL {OLDEST} or newer",
                mend="upgrade the server, or point KITH_DATABASE_URL at a newer one",
            ),
        )
    if encoding != "UTF8":
        raise Unavailable(
            f"The database {address} cannot hold every text.",
            Fault(
                code="database_encoding", where=str(address), path="server_encoding", found=encoding, wanted="UTF8",
                mend="let Kith make the database: point KITH_DATABASE_URL at a name that does not exist yet",
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
