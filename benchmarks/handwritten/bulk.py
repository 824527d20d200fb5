"""The import as one writes it for one known file: COPY it as it is, then insert rows and history by SQL."""

import hashlib
import secrets
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg

from benchmarks.dataset import CURRENCY

FOLDER = Path(__file__).parent


def _sql(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")


async def prepare(url: str, organizations: list[str]) -> str:
    """Makes the tables and the organisations; answers with a token that opens the server."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(_sql("schema"))
        await connection.execute(_sql("indexes"))
        await connection.copy_records_to_table(
            "organization", records=((name,) for name in organizations), columns=["name"]
        )
        return await _add_token(connection)
    finally:
        await connection.close()


async def _add_token(connection: "asyncpg.Connection[asyncpg.Record]") -> str:
    token, account = secrets.token_urlsafe(24), uuid4()
    await connection.execute("insert into account (id, email) values ($1, 'bench@example.com')", account)
    await connection.execute(
        "insert into token (digest, account) values ($1, $2)", hashlib.sha256(token.encode()).digest(), account
    )
    return token


async def import_deals(url: str, file: Path) -> int:
    """The rows that went in, all in one transaction."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(_sql("staging"))
            copied = await connection.copy_to_table("deal_staging", source=file, format="csv", header=True)
            account: UUID = await connection.fetchval("select id from account limit 1")
            await connection.execute(_sql("import"), datetime.now(UTC), account, CURRENCY)
        return int(copied.split()[1])
    finally:
        await connection.close()
