"""Secrets that work once: the code that opens the set-up page, the link by which a person chooses a password."""

from datetime import timedelta
from uuid import UUID

from kith_core.clock import Clock
from kith_core.database import Database
from kith_core.identity.secrets import digest, new_code, new_secret, read_code
from kith_core.records.identifiers import new_id

INVITATION_LIFETIME = timedelta(days=7)


class SetupCodes:
    """Each `kith serve` of a site without an administrator prints its own; all of them work until one was used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def create(self) -> str:
        code, now = new_code(), self._clock.now()
        sql = "insert into kith_setup (id, code_hash, created_at) values ($1, $2, $3)"
        await self._database.execute(sql, new_id(now), digest(code), now)
        return code

    async def is_good(self, typed: str) -> bool:
        sql = "select exists (select from kith_setup where code_hash = $1 and used_at is null)"
        return await self._database.fetchval(sql, digest(read_code(typed)))

    async def close(self) -> None:
        """For ever: the first administrator is there."""
        await self._database.execute("update kith_setup set used_at = $1 where used_at is null", self._clock.now())


class Invitations:
    """Links to choose a password, for people whom an administrator added or who forgot theirs."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def create(self, account_id: UUID) -> str:
        """The secret of a new link; older links of the same account stop working."""
        secret, now = new_secret(), self._clock.now()
        await self._database.execute("delete from kith_invitation where account_id = $1", account_id)
        sql = "insert into kith_invitation (id, account_id, token_hash, created_at, expires_at) values ($1, $2, $3, $4, $5)"
        await self._database.execute(sql, new_id(now), account_id, digest(secret), now, now + INVITATION_LIFETIME)
        return secret

    async def account_of(self, secret: str) -> UUID | None:
        sql = """select i.account_id from kith_invitation i join kith_account a on a.id = i.account_id
                 where i.token_hash = $1 and i.used_at is null and i.expires_at > $2 and a.active"""
        return await self._database.fetchval(sql, digest(secret), self._clock.now())

    async def take_up(self, secret: str) -> bool:
        """Marks it used; False when somebody was faster."""
        sql = "update kith_invitation set used_at = $2 where token_hash = $1 and used_at is null returning id"
        return await self._database.fetchval(sql, digest(secret), self._clock.now()) is not None
