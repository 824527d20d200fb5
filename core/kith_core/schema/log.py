"""The log of revisions: each entry's digest is salted, each hash holds the one before, so nothing can be slipped in."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from kith_core.database import Connection, Database
from kith_core.schema.plan import Change, Revision
from kith_metadata.changes import Patch

FORMAT = 1
"""Of the logged payload; it rises only with code that still reads the former one."""
BEGINNING = bytes(32)
"""What the first entry follows."""

_ENTRY = 'number, at, "by", reason, changes, summary, patches, format, salt, digest, previous_hash, hash'
_SHOWN = 'number, at, "by", reason, changes, summary, hash'
_INSERT = (
    f"insert into kith_revision ({_ENTRY}) "
    "values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7::jsonb, $8, $9, $10, $11, $12)"
)
_encoder = msgspec.json.Encoder(order="deterministic")


async def append(
    connection: Connection, number: int, *, at: datetime, by: UUID | None, reason: str, changes: Sequence[Change],
    summary: Sequence[str], patches: Sequence[Patch],
) -> Revision:  # fmt: skip
    """Writes the next entry of the chain."""
    previous = await connection.fetchval("select hash from kith_revision where number = $1", number - 1) or BEGINNING
    payload = {
        "number": number, "at": at, "by": by, "reason": reason, "changes": changes, "summary": summary,
        "patches": patches, "format": FORMAT,
    }  # fmt: skip
    salt = secrets.token_bytes(16)
    digest = payload_digest(salt, payload)
    chained = chain(previous, number, digest)
    texts = [_encoder.encode(part).decode() for part in (changes, summary, patches)]
    await connection.execute(_INSERT, number, at, by, reason, *texts, FORMAT, salt, digest, previous, chained)
    return Revision(
        number=number, at=at, by=by, reason=reason, changes=tuple(changes), hash=chained.hex(), summary=tuple(summary),
    )  # fmt: skip


def payload_digest(salt: bytes, payload: Mapping[str, Any]) -> bytes:
    """Of the JSON form, in an order that does not depend on how it was stored."""
    return sha256(salt + _encoder.encode(msgspec.json.decode(_encoder.encode(payload)))).digest()


def chain(previous: bytes, number: int, digest: bytes) -> bytes:
    return sha256(previous + number.to_bytes(8, "big") + digest).digest()


async def entries(database: Database, limit: int, before: int | None) -> tuple[Revision, ...]:
    """The newest first."""
    sql = f"select {_SHOWN} from kith_revision where number < $1 order by number desc limit $2"
    rows = await database.fetch(sql, before if before is not None else 2**62, limit)
    return tuple(_revision(row) for row in rows)


async def entry(database: Database, number: int) -> Revision | None:
    row = await database.fetchrow(f"select {_SHOWN} from kith_revision where number = $1", number)
    return _revision(row) if row else None


async def broken_links(database: Database) -> list[int]:
    """The numbers of entries that are not what was written, or do not follow the one before."""
    broken: list[int] = []
    previous, expected = BEGINNING, 1
    for row in await database.fetch(f"select {_ENTRY} from kith_revision order by number"):
        digest = payload_digest(row["salt"], _payload(row))
        whole = digest == row["digest"] and row["hash"] == chain(previous, row["number"], row["digest"])
        if not whole or row["number"] != expected or row["previous_hash"] != previous:
            broken.append(row["number"])
        previous, expected = row["hash"], row["number"] + 1
    return broken


def _payload(row: asyncpg.Record) -> dict[str, Any]:
    plain = {name: row[name] for name in ("number", "at", "by", "reason", "format")}
    return plain | {name: msgspec.json.decode(row[name]) for name in ("changes", "summary", "patches")}


def _revision(row: asyncpg.Record) -> Revision:
    return Revision(
        number=row["number"], at=row["at"], by=row["by"], reason=row["reason"], hash=row["hash"].hex(),
        changes=tuple(msgspec.json.decode(row["changes"])), summary=tuple(msgspec.json.decode(row["summary"])),
    )  # fmt: skip
