"""The tables of the queue, made by DBOS's own migrations."""

import asyncio
import sys

import asyncpg

from kith_core.jobs.names import SCHEMA
from kith_core.problems import Unavailable

_THERE = "select to_regclass('dbos.workflow_input') is not null"


async def prepare(url: str) -> None:
    """Makes the tables where they are not there; the worker brings older ones up to date when it starts.

    In a child process, so that this one need not hold DBOS.
    """
    connection = await asyncpg.connect(url)
    try:
        there = await connection.fetchval(_THERE)
    finally:
        await connection.close()
    if there:
        return
    # The address goes by standard input: a command line can be read by every account of the machine.
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "kith_core.jobs.schema",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await child.communicate(url.encode())
    if child.returncode:
        raise Unavailable(f"The queue of jobs could not be made: {output.decode().strip().splitlines()[-1:]}")


def sqlalchemy_url(url: str) -> str:
    """As DBOS wants it: with the name of the driver."""
    _, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}"


def _migrate(url: str) -> None:
    from dbos import DBOS

    DBOS.migrate(sqlalchemy_url(url), schema=SCHEMA)


if __name__ == "__main__":
    _migrate(sys.stdin.read())
