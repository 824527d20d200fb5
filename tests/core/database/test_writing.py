"""Writers side by side, a switch alone, and nobody writing by an old model."""

import asyncio

import asyncpg
import pytest

from kith_core.database import Database, StaleRevision


async def test_a_write_begins_and_commits_in_one_round_trip_each(database: Database) -> None:
    with database.counting() as counter:
        async with database.write(0) as connection:
            await connection.execute("update kith_site set settings = '{\"a\": 1}'")
    assert len(counter) == 3
    assert await database.fetchval("select settings->>'a' from kith_site") == "1"


async def test_a_write_by_an_old_revision_changes_nothing(database: Database) -> None:
    await database.execute("update kith_site set revision = 7")
    with pytest.raises(StaleRevision):
        async with database.write(6) as connection:
            await connection.execute("update kith_site set settings = '{\"a\": 1}'")
    assert await database.fetchval("select settings from kith_site") == "{}"


async def test_a_write_that_fails_is_taken_back(database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with database.write(0) as connection:
            await connection.execute("update kith_site set settings = '{\"a\": 1}'")
            raise RuntimeError
    assert await database.fetchval("select settings from kith_site") == "{}"


async def test_an_error_that_was_passed_over_does_not_look_like_a_commit(database: Database) -> None:
    with pytest.raises(asyncpg.InFailedSQLTransactionError):
        async with database.write() as connection:
            with pytest.raises(asyncpg.DivisionByZeroError):
                await connection.execute("select 1 / 0")


async def test_no_write_sees_two_revisions(database: Database) -> None:
    """Each writer reads the revision first and writes it down last; a switch in between would tell."""
    await database.execute("create table seen (before bigint, after bigint)")

    async def write() -> None:
        for _ in range(20):
            async with database.write() as connection:
                before = await connection.fetchval("select revision from kith_site")
                await asyncio.sleep(0.001)
                sql = "insert into seen (before, after) select $1::bigint, revision from kith_site"
                await connection.execute(sql, before)

    async def switch() -> None:
        for _ in range(10):
            async with database.exclusive() as connection:
                await connection.execute("update kith_site set revision = revision + 1")
            await asyncio.sleep(0.002)

    await asyncio.gather(*(write() for _ in range(5)), switch())
    assert await database.fetchval("select revision from kith_site") == 10
    assert await database.fetchval("select count(*) from seen") == 100
    assert await database.fetchval("select count(*) from seen where before <> after") == 0


async def test_a_switch_waits_for_a_slow_reader_without_holding_up_writers(database: Database) -> None:
    await database.execute("create table slow (id int)")
    waits: list[float] = []
    done = asyncio.Event()

    async def read() -> None:
        async with database.acquire() as connection, connection.transaction():
            await connection.fetch("select id from slow")
            await asyncio.sleep(0.4)

    async def write() -> None:
        while not done.is_set():
            began = asyncio.get_running_loop().time()
            async with database.write() as connection:
                await connection.execute("insert into slow (id) values (1)")
            waits.append(asyncio.get_running_loop().time() - began)
            await asyncio.sleep(0.005)

    async def change(connection: object) -> str:
        await connection.execute("alter table slow add column more int")  # type: ignore[attr-defined]
        return "changed"

    reader, writer = asyncio.create_task(read()), asyncio.create_task(write())
    await asyncio.sleep(0.05)
    assert await database.switch(change) == "changed"
    done.set()
    await asyncio.gather(reader, writer)
    assert max(waits) < 0.25
