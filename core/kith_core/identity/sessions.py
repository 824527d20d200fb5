"""Sign-ins of browsers: a random secret in a cookie, its digest in the database, thirty days after the last use."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from kith_core.access import Principal
from kith_core.clock import Clock
from kith_core.database import Database
from kith_core.identity.secrets import digest, new_secret
from kith_core.records.identifiers import new_id

LIFETIME = timedelta(days=30)
TOUCH_AFTER = timedelta(minutes=10)
"""A use is noted this seldom: a write for each page would cost more than the page."""

RESOLVE = """
select s.id as session_id, s.last_used_at, a.id, a.email, a.name, a.roles, a.kind,
       (select revision from kith_site) as revision
from kith_session s join kith_account a on a.id = s.account_id
where s.token_hash = $1 and s.expires_at > $2 and a.active
"""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who a session belongs to, and the revision the site had when it was looked up."""

    principal: Principal
    session_id: UUID
    revision: int


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """As its owner sees it in the list of places where they are signed in."""

    id: UUID
    created_at: datetime
    last_used_at: datetime
    address: str
    agent: str


class Sessions:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def start(self, account_id: UUID, *, address: str, agent: str) -> str:
        """A new session; answers with the cookie's value, which is stored nowhere."""
        secret, now = new_secret(), self._clock.now()
        sql = """insert into kith_session
                     (id, token_hash, account_id, created_at, last_used_at, expires_at, address, agent)
                 values ($1, $2, $3, $4, $4, $5, $6, $7)"""
        values = (new_id(now), digest(secret), account_id, now, now + LIFETIME, address, agent[:300])
        await self._database.execute(sql, *values)
        await self._database.execute("update kith_account set last_login_at = $2 where id = $1", account_id, now)
        await self._database.execute("delete from kith_session where expires_at <= $1", now)
        return secret

    async def resolve(self, secret: str) -> Visitor | None:
        """One statement, now and then a second that prolongs the session."""
        now = self._clock.now()
        row = await self._database.fetchrow(RESOLVE, digest(secret), now)
        if row is None:
            return None
        if now - row["last_used_at"] > TOUCH_AFTER:
            sql = "update kith_session set last_used_at = $2, expires_at = $3 where id = $1"
            await self._database.execute(sql, row["session_id"], now, now + LIFETIME)
        principal = Principal(
            account_id=row["id"], name=row["name"], email=row["email"], roles=frozenset(row["roles"]), kind=row["kind"], source="form"
        )
        return Visitor(principal=principal, session_id=row["session_id"], revision=row["revision"])

    async def of(self, account_id: UUID) -> list[Session]:
        sql = """select id, created_at, last_used_at, address, agent from kith_session
                 where account_id = $1 and expires_at > $2 order by last_used_at desc"""
        return [Session(**row) for row in await self._database.fetch(sql, account_id, self._clock.now())]

    async def end(self, secret: str) -> None:
        await self._database.execute("delete from kith_session where token_hash = $1", digest(secret))

    async def end_one(self, account_id: UUID, session_id: UUID) -> None:
        await self._database.execute("delete from kith_session where id = $1 and account_id = $2", session_id, account_id)

    async def end_all(self, account_id: UUID, *, but: UUID | None = None) -> None:
        sql = "delete from kith_session where account_id = $1 and id is distinct from $2"
        await self._database.execute(sql, account_id, but)
