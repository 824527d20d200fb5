"""What happened to a record, newest first."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from kith_core.access import Access, Principal
from kith_core.database import Database
from kith_core.records.layout import Layout

_ENTRIES = (
    'select h."id", h."version", h."at", h."by", a."name", h."source", h."action", h."changes"'
    ' from "kith_history" h left join "kith_account" a on a."id" = h."by"'
    ' where h."entity" = $1::text and h."record_id" = $2::uuid and h."id" < $3::bigint'
    ' order by h."version" desc, h."id" desc limit $4::int'
)
_LAST = 2**63 - 1
_decoder = msgspec.json.Decoder(dict[str, tuple[Any, Any]])


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One act on a record; `changes` is {field key: (before, after)} in JSON forms, of fields still in use."""

    id: int
    version: int
    at: datetime
    by: UUID | None
    by_name: str
    source: str
    action: str
    changes: dict[str, tuple[Any, Any]]


async def entries(
    database: Database, layout: Layout, access: Access, principal: Principal, record_id: UUID, limit: int, before: int | None,
) -> list[Entry]:
    """Whoever asks has already been found able to see the record."""
    keys = {field.name: field.key for field in access.readable(principal, layout.entity)}
    rows = await database.fetch(_ENTRIES, layout.entity.id, record_id, before or _LAST, limit)
    return [
        Entry(
            id=row[0], version=row[1], at=row[2], by=row[3], by_name=row[4] or "", source=row[5], action=row[6],
            changes={keys[name]: pair for name, pair in _decoder.decode(row[7]).items() if name in keys},
        )
        for row in rows
    ]
