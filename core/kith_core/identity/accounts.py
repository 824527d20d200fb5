"""Accounts: one for each person, under an e-mail address that is theirs whatever its case."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from kith_core.access import built_in_roles
from kith_core.clock import Clock
from kith_core.database import Database
from kith_core.identity.passwords import Passwords, password_faults
from kith_core.problems import Conflict, Invalid, NotFound
from kith_core.records.identifiers import new_id
from kith_metadata.faults import Fault
from kith_metadata.folding import fold_equal, normalise

ADMINISTRATOR = "administrator"
LONGEST_NAME, LONGEST_EMAIL = 120, 254
COLUMNS = "id, email, name, roles, kind, active, created_at, last_login_at, password_hash is not null as has_password"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A person who may sign in; without a password, one who was invited and has not come yet."""

    id: UUID
    email: str
    name: str
    roles: frozenset[str]
    kind: str
    active: bool
    created_at: datetime
    last_login_at: datetime | None
    has_password: bool

    @property
    def is_administrator(self) -> bool:
        return ADMINISTRATOR in self.roles


class Accounts:
    """Reads and changes them; a change that would leave no administrator is refused."""

    def __init__(self, database: Database, clock: Clock, passwords: Passwords) -> None:
        self._database, self._clock, self._passwords = database, clock, passwords

    async def all(self) -> list[Account]:
        rows = await self._database.fetch(f"select {COLUMNS} from kith_account order by active desc, name, email")
        return [_account(row) for row in rows]

    async def get(self, account_id: UUID) -> Account:
        row = await self._database.fetchrow(f"select {COLUMNS} from kith_account where id = $1", account_id)
        if row is None:
            raise NotFound("There is no such account; somebody may have changed the address of this page.")
        return _account(row)

    async def by_email(self, email: str) -> Account | None:
        sql = f"select {COLUMNS} from kith_account where email_fold = $1"
        row = await self._database.fetchrow(sql, fold_equal(normalise(email).strip()))
        return _account(row) if row else None

    async def any_administrator(self) -> bool:
        return await self._database.fetchval("select exists (select from kith_account where $1 = any(roles))", ADMINISTRATOR)

    async def create(self, email: str, *, name: str = "", password: str | None = None, roles: Iterable[str] = ("user",)) -> Account:
        """A new account; without a password it waits for an invitation to be taken up."""
        email, name, roles = normalise(email).strip(), normalise(name).strip(), sorted(set(roles))
        faults = [*email_faults(email), *name_faults(name, needed=False), *role_faults(roles)]
        if password is not None:
            faults += password_faults(password, "password", email=email)
        if faults:
            raise Invalid("", *faults)
        hashed = None if password is None else await self._passwords.hash(password)
        return await self._insert(email, name or email.partition("@")[0], hashed, roles)

    async def _insert(self, email: str, name: str, hashed: str | None, roles: Sequence[str]) -> Account:
        now = self._clock.now()
        sql = f"""insert into kith_account
                      (id, email, email_fold, name, password_hash, roles, kind, active, created_at, updated_at)
                  values ($1, $2, $3, $4, $5, $6, 'staff', true, $7, $7) returning {COLUMNS}"""
        try:
            row = await self._database.fetchrow(sql, new_id(now), email, fold_equal(email), name, hashed, roles, now)
        except asyncpg.UniqueViolationError as clash:
            found = Fault(code="taken", path="email", found=email, wanted="an address no account has", mend="use another")
            raise Conflict(f"There is an account with the address {email} already.", found) from clash
        assert row is not None
        return _account(row)

    async def rename(self, account_id: UUID, name: str) -> None:
        name = normalise(name).strip()
        if faults := name_faults(name, needed=True):
            raise Invalid("", *faults)
        sql = "update kith_account set name = $2, updated_at = $3 where id = $1"
        await self._database.execute(sql, account_id, name, self._clock.now())

    async def set_password(self, account_id: UUID, password: str, *, path: str = "password") -> None:
        account = await self.get(account_id)
        if faults := password_faults(password, path, email=account.email):
            raise Invalid("", *faults)
        hashed = await self._passwords.hash(password)
        sql = "update kith_account set password_hash = $2, updated_at = $3 where id = $1"
        await self._database.execute(sql, account_id, hashed, self._clock.now())

    async def password_hash(self, account_id: UUID) -> str | None:
        return await self._database.fetchval("select password_hash from kith_account where id = $1", account_id)

    async def set_roles(self, account_id: UUID, roles: Iterable[str]) -> None:
        wanted = sorted(set(roles))
        if faults := role_faults(wanted):
            raise Invalid("", *faults)
        await self._change_guarded(account_id, "roles = $3::text[]", wanted)

    async def set_active(self, account_id: UUID, active: bool) -> None:  # noqa: FBT001 - the one thing it sets
        await self._change_guarded(account_id, "active = $3::boolean", active)

    async def _change_guarded(self, account_id: UUID, assignment: str, value: Any) -> None:
        """One statement for the change, then the count; rolled back together when no administrator would be left."""
        async with self._database.acquire() as connection, connection.transaction():
            await connection.execute("lock table kith_account in share row exclusive mode")
            sql = f"update kith_account set {assignment}, updated_at = $2 where id = $1"
            await connection.execute(sql, account_id, self._clock.now(), value)
            left = "select exists (select from kith_account where active and $1 = any(roles))"
            if not await connection.fetchval(left, ADMINISTRATOR):
                raise Conflict("This is the last administrator. Make somebody else an administrator first.")


def _account(row: Any) -> Account:
    return Account(**{**row, "roles": frozenset(row["roles"])})


def email_faults(email: str) -> list[Fault]:
    local, at, domain = email.rpartition("@")
    plain = not any(letter.isspace() or letter in "<>,;" for letter in email)
    if local and at and domain and plain and len(email) <= LONGEST_EMAIL:
        return []
    wanted = "an e-mail address such as ada@example.org"
    return [Fault(code="email", path="email", found=repr(email) if email else "nothing", wanted=wanted)]


def name_faults(name: str, *, needed: bool) -> list[Fault]:
    if needed and not name:
        return [Fault(code="required", path="name", found="nothing", wanted="a name")]
    if len(name) > LONGEST_NAME:
        return [Fault(code="too_long", path="name", found=f"{len(name)} characters", wanted=f"at most {LONGEST_NAME}")]
    return []


def role_faults(roles: Sequence[str]) -> list[Fault]:
    known = built_in_roles()
    wanted = " or ".join(known)
    if not roles:
        return [Fault(code="required", path="roles", found="no role", wanted=wanted)]
    return [Fault(code="role", path="roles", found=role, wanted=wanted) for role in roles if role not in known]
