"""API tokens: shown once, stored as a digest, named so that their owner knows which to take away."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from kith_core.access import Principal
from kith_core.clock import Clock
from kith_core.database import Database
from kith_core.identity.secrets import TOKEN_PREFIX, digest, new_token
from kith_core.problems import Invalid
from kith_core.records.identifiers import new_id
from kith_metadata.faults import Fault
from kith_metadata.folding import normalise

LONGEST_NAME = 80
TOUCH_AFTER = timedelta(minutes=1)

RESOLVE = """
select t.id as token_id, t.last_used_at, a.id, a.email, a.name, a.roles, a.kind
from kith_token t join kith_account a on a.id = t.account_id
where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > $2) and a.active
"""


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """All that is kept of a token; `hint` is its end."""

    id: UUID
    name: str
    hint: str
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class Tokens:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def create(self, account_id: UUID, name: str, *, days: int | None = None) -> str:
        """Answers with the token, this once."""
        name = normalise(name).strip()
        if not name or len(name) > LONGEST_NAME:
            found = f"{len(name)} characters" if name else "nothing"
            raise Invalid("", Fault(code="name", path="name", found=found, wanted=f"a name of at most {LONGEST_NAME} characters"))
        token, now = new_token(), self._clock.now()
        sql = """insert into kith_token (id, account_id, name, token_hash, hint, created_at, expires_at)
                 values ($1, $2, $3, $4, $5, $6, $7)"""
        expires = now + timedelta(days=days) if days else None
        await self._database.execute(sql, new_id(now), account_id, name, digest(token), token[-4:], now, expires)
        return token

    async def resolve(self, token: str) -> Principal | None:
        """The account behind it; a use is noted at most once a minute."""
        if not token.startswith(TOKEN_PREFIX):
            return None
        now = self._clock.now()
        row = await self._database.fetchrow(RESOLVE, digest(token), now)
        if row is None:
            return None
        if row["last_used_at"] is None or now - row["last_used_at"] > TOUCH_AFTER:
            await self._database.execute("update kith_token set last_used_at = $2 where id = $1", row["token_id"], now)
        return _principal(row)

    async def of(self, account_id: UUID) -> list[Token]:
        sql = """select id, name, hint, created_at, last_used_at, expires_at from kith_token
                 where account_id = $1 and revoked_at is null order by created_at desc"""
        return [Token(**row) for row in await self._database.fetch(sql, account_id)]

    async def revoke(self, account_id: UUID, token_id: UUID) -> None:
        sql = "update kith_token set revoked_at = $3 where id = $1 and account_id = $2 and revoked_at is null"
        await self._database.execute(sql, token_id, account_id, self._clock.now())


def _principal(row: Any) -> Principal:
    return Principal(
        account_id=row["id"],
        name=row["name"],
        email=row["email"],
        roles=frozenset(row["roles"]),
        kind=row["kind"],
        source="api",
        token_id=row["token_id"],
    )
