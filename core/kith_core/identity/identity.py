"""The door of identity: signing in and out, the first administrator, people, tokens."""

from uuid import UUID

from kith_core.access import Principal
from kith_core.clock import Clock
from kith_core.database import Database
from kith_core.identity.accounts import ADMINISTRATOR, Account, Accounts
from kith_core.identity.attempts import Attempts
from kith_core.identity.cache import ShortMemory
from kith_core.identity.one_time import Invitations, SetupCodes
from kith_core.identity.passwords import Passwords
from kith_core.identity.sessions import Sessions, Visitor
from kith_core.identity.tokens import Tokens
from kith_core.problems import Forbidden, Invalid, NotFound, Unauthenticated
from kith_metadata.faults import Fault
from kith_metadata.folding import fold_equal, normalise

CHANNEL, WORD = "kith_changes", "identity"
SETUP_LOCK = 0x6B697468_73657475
"""Of the advisory lock under which the first administrator is made."""

WRONG = "The e-mail address or the password is wrong."


class Identity:
    """`site.identity`. The parts may be used by themselves; what changes rights goes through here, to be told to all."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self.passwords = Passwords()
        self.accounts = Accounts(database, clock, self.passwords)
        self.attempts = Attempts(database, clock)
        self.sessions = Sessions(database, clock)
        self.tokens = Tokens(database, clock)
        self.setup_codes = SetupCodes(database, clock)
        self.invitations = Invitations(database, clock)
        self._visitors = ShortMemory(self.sessions.resolve)
        self._principals = ShortMemory(self.tokens.resolve)
        self._has_administrator = False

    def close(self) -> None:
        self.passwords.close()

    async def visitor_of_session(self, cookie: str) -> Visitor | None:
        return await self._visitors.get(cookie)

    async def principal_of_session(self, cookie: str) -> Principal | None:
        visitor = await self._visitors.get(cookie)
        return visitor.principal if visitor else None

    async def principal_of_token(self, bearer: str) -> Principal | None:
        return await self._principals.get(bearer)

    def forget(self) -> None:
        """Called when another process said that an account, a session or a token changed."""
        self._visitors.forget()
        self._principals.forget()

    async def _changed(self) -> None:
        self.forget()
        await self._database.execute("select pg_notify($1, $2)", CHANNEL, WORD)

    # Signing in and out

    async def sign_in(self, email: str, password: str, *, address: str, agent: str, before: str = "") -> str:
        """The cookie of a new session; the one from `before` ends, so that no planted session survives a sign-in."""
        folded = fold_equal(normalise(email).strip())
        keys = (f"login:{folded}:{address}", f"login:{folded}", f"login:{address}")
        await self.attempts.count(dict(zip(keys, (10, 100, 100), strict=True)))
        account = await self.accounts.by_email(email)
        stored = await self.accounts.password_hash(account.id) if account and account.active else None
        if not await self.passwords.verify(stored, password) or account is None or stored is None:
            raise Unauthenticated(WRONG)
        if self.passwords.is_outdated(stored):
            await self.accounts.set_password(account.id, password)
        await self.attempts.forget(*keys[:1])
        return await self.start_session(account.id, address=address, agent=agent, before=before)

    async def start_session(self, account_id: UUID, *, address: str, agent: str, before: str = "") -> str:
        if before:
            await self.sign_out(before)
        return await self.sessions.start(account_id, address=address, agent=agent)

    async def sign_out(self, cookie: str) -> None:
        await self.sessions.end(cookie)
        await self._changed()

    async def end_session(self, account_id: UUID, session_id: UUID) -> None:
        await self.sessions.end_one(account_id, session_id)
        await self._changed()

    async def change_password(self, visitor: Visitor, old: str, new: str, *, address: str) -> None:
        """Asks for the old one, and signs out everywhere else."""
        account_id = visitor.principal.account_id
        assert account_id is not None
        await self.attempts.count({f"password:{account_id}": 10, f"login:{address}": 100})
        if not await self.passwords.verify(await self.accounts.password_hash(account_id), old):
            wrong = Fault(code="wrong", path="old", found="another password", wanted="the one you sign in with now")
            raise Invalid("The password you have now is another one.", wrong)
        await self.accounts.set_password(account_id, new, path="new")
        await self.sessions.end_all(account_id, but=visitor.session_id)
        await self._changed()

    # The first administrator

    async def needs_setup(self) -> bool:
        """True until there is an administrator; after that never again, and nothing is asked."""
        if not self._has_administrator:
            self._has_administrator = await self.accounts.any_administrator()
        return not self._has_administrator

    async def set_up(self, code: str, *, email: str, name: str, password: str, address: str) -> Account:
        """Makes the first administrator for whoever has the code that the terminal shows."""
        await self.attempts.count({f"setup:{address}": 10, "setup": 100})
        if not await self.setup_codes.is_good(code):
            wanted = "the code that the terminal shows where Kith was started"
            raise Invalid("", Fault(code="code", path="code", found="another code", wanted=wanted))
        async with self._database.acquire() as connection, connection.transaction():
            await connection.execute("select pg_advisory_xact_lock($1)", SETUP_LOCK)
            if not await self.needs_setup():
                raise Forbidden("This site is set up already. Sign in instead.")
            account = await self.accounts.create(email, name=name, password=password, roles=[ADMINISTRATOR])
            await self.setup_codes.close()
        return account

    async def ensure_administrator(self, email: str, password: str) -> None:
        """For KITH_ADMIN_EMAIL and KITH_ADMIN_PASSWORD: makes the account once; later changes of it stay."""
        if await self.accounts.by_email(email) is None:
            await self.accounts.create(email, password=password, roles=[ADMINISTRATOR])
            await self.setup_codes.close()

    # People and tokens

    async def set_roles(self, account_id: UUID, roles: list[str]) -> None:
        await self.accounts.set_roles(account_id, roles)
        await self._changed()

    async def set_active(self, account_id: UUID, active: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Whoever is switched off is signed out at once, tokens included."""
        await self.accounts.set_active(account_id, active)
        if not active:
            await self.sessions.end_all(account_id)
        await self._changed()

    async def rename(self, account_id: UUID, name: str) -> None:
        await self.accounts.rename(account_id, name)
        await self._changed()

    async def take_up_invitation(self, secret: str, password: str) -> UUID:
        """Sets the password that the holder of the link chose, and signs out everywhere else."""
        account_id = await self.invitations.account_of(secret)
        if account_id is None:
            raise NotFound("This link was used already or is too old. Ask an administrator for a new one.")
        await self.accounts.set_password(account_id, password)
        if not await self.invitations.take_up(secret):
            raise NotFound("This link was used a moment ago. Ask an administrator for a new one.")
        await self.sessions.end_all(account_id)
        await self._changed()
        return account_id

    async def create_token(self, email: str, name: str, *, days: int | None = None) -> str:
        """For `kith token create`."""
        account = await self.accounts.by_email(email)
        if account is None:
            raise NotFound(f"There is no account with the address {email}.")
        return await self.tokens.create(account.id, name, days=days)

    async def revoke_token(self, account_id: UUID, token_id: UUID) -> None:
        await self.tokens.revoke(account_id, token_id)
        await self._changed()
