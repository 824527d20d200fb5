"""The system tables: what Kith keeps beside the records.

Piccolo wants a key of one column: where the true key has several, an `id` stands beside a `Unique`. Times and ids come
from Kith, so no column has a default that the server would work out.
"""

import msgspec
from piccolo.columns import (
    JSONB,
    UUID,
    Array,
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    ForeignKey,
    Integer,
    Text,
    Timestamptz,
)
from piccolo.columns.base import OnDelete
from piccolo.constraints import Unique
from piccolo.table import Table

from kith_core.database.engine import CURRENT


class Migration(Table, tablename="kith_migration", db=CURRENT):
    """Which migrations have run."""

    name = Text(primary_key=True, default=None)
    ran_at = Timestamptz(default=None)


class Site(Table, tablename="kith_site", db=CURRENT):
    """One row, `id` 1; `revision` is the truth that every write is tested against."""

    id = Integer(primary_key=True, default=None)
    revision = BigInt(default=0)
    created_at = Timestamptz(default=None)
    settings = JSONB(default="{}")


class Definition(Table, tablename="kith_definition", db=CURRENT):
    """Every version of every part of every layer; an empty `content` is a part that went."""

    row = BigSerial(primary_key=True)
    layer = Text(default=None)
    id = Text(default=None)
    revision = BigInt(default=None)
    content = JSONB(default=None, null=True)
    one_version = Unique([layer, id, revision])


class Revision(Table, tablename="kith_revision", db=CURRENT):
    """The log of applied plans, each row chained to the one before."""

    number = BigInt(primary_key=True, default=None)
    at = Timestamptz(default=None)
    by = UUID(default=None, null=True)
    reason = Text()
    changes = JSONB(default=None)
    summary = JSONB(default="[]")
    patches = JSONB(default=None)
    format = Integer(default=1)
    salt = Bytea(default=None)
    digest = Bytea(default=None)
    previous_hash = Bytea(default=None)
    hash = Bytea(default=None)


class Plan(Table, tablename="kith_plan", db=CURRENT):
    """A change of the model, worked out; `status` is ready, applied or failed."""

    id = UUID(primary_key=True, default=None)
    base_revision = BigInt(default=None)
    changes = JSONB(default=None)
    steps = JSONB(default="[]")
    findings = JSONB(default="[]")
    references = JSONB(default="[]")
    reason = Text()
    summary = JSONB(default="[]")
    by = UUID(default=None, null=True)
    at = Timestamptz(default=None)
    status = Text(default="ready")
    revision = BigInt(default=None, null=True)
    failure = Text()


class Account(Table, tablename="kith_account", db=CURRENT):
    id = UUID(primary_key=True, default=None)
    email = Text(default=None)
    email_fold = Text(default=None, unique=True)
    name = Text()
    password_hash = Text(default=None, null=True)
    roles = Array(base_column=Text(), default=[])
    kind = Text(default="staff")
    active = Boolean(default=True)
    created_at = Timestamptz(default=None)
    updated_at = Timestamptz(default=None)
    last_login_at = Timestamptz(default=None, null=True)


class Session(Table, tablename="kith_session", db=CURRENT):
    """Someone signed in at a browser; only the hash of what the cookie holds is kept."""

    id = UUID(primary_key=True, default=None)
    token_hash = Bytea(default=None, unique=True)
    account_id = ForeignKey(Account, on_delete=OnDelete.cascade, default=None, null=False, index=True)
    created_at = Timestamptz(default=None)
    last_used_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    address = Text()
    agent = Text()


class Token(Table, tablename="kith_token", db=CURRENT):
    """A key for the API; only its hash is kept, and a `hint` to tell it by."""

    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, on_delete=OnDelete.cascade, default=None, null=False, index=True)
    name = Text()
    token_hash = Bytea(default=None, unique=True)
    hint = Text()
    created_at = Timestamptz(default=None)
    last_used_at = Timestamptz(default=None, null=True)
    expires_at = Timestamptz(default=None, null=True)
    revoked_at = Timestamptz(default=None, null=True)


class Setup(Table, tablename="kith_setup", db=CURRENT):
    """The codes that open the set-up page, before there is an administrator."""

    id = UUID(primary_key=True, default=None)
    code_hash = Bytea(default=None)
    created_at = Timestamptz(default=None)
    used_at = Timestamptz(default=None, null=True)


class Invitation(Table, tablename="kith_invitation", db=CURRENT):
    id = UUID(primary_key=True, default=None)
    account_id = ForeignKey(Account, on_delete=OnDelete.cascade, default=None, null=False, index=True)
    token_hash = Bytea(default=None, unique=True)
    created_at = Timestamptz(default=None)
    expires_at = Timestamptz(default=None)
    used_at = Timestamptz(default=None, null=True)


class Attempt(Table, tablename="kith_attempt", db=CURRENT):
    """Failed tries by whom or where, counted for all processes."""

    key = Text(primary_key=True, default=None)
    count_ = Integer(default=0, db_column_name="count")
    since = Timestamptz(default=None)


class History(Table, tablename="kith_history", db=CURRENT):
    """What happened to each record: `changes` is {field name: [before, after]}, `version` the record's after it."""

    id = BigSerial(primary_key=True)
    entity = Text(default=None)
    record_id = UUID(default=None)
    version = Integer(default=None)
    at = Timestamptz(default=None)
    by = UUID(default=None, null=True)
    source = Text(default=None)
    action = Text(default=None)
    changes = JSONB(default="{}")


class Idempotency(Table, tablename="kith_idempotency", db=CURRENT):
    """Answers already given, by the caller's key, to be given again."""

    row = BigSerial(primary_key=True)
    account_id = UUID(default=None)
    key = Text(default=None)
    digest = Bytea(default=None)
    status = Integer(default=None, null=True)
    headers = JSONB(default="{}")
    body = Bytea(default=None, null=True)
    created_at = Timestamptz(default=None)
    one_answer = Unique([account_id, key])


class Import(Table, tablename="kith_import", db=CURRENT):
    """A file on its way into an entity, with its receipt."""

    id = UUID(primary_key=True, default=None)
    entity = Text(default=None)
    origin = Text(default="import")
    state = Text(default=None)
    file_name = Text(default=None)
    file_size = BigInt(default=0)
    digest = Bytea(default=None, null=True)
    by = UUID(default=None, null=True)
    at = Timestamptz(default=None)
    applied_at = Timestamptz(default=None, null=True)
    undone_at = Timestamptz(default=None, null=True)
    revision = BigInt(default=0)
    format = JSONB(default="{}")
    columns = JSONB(default="[]")
    choices = JSONB(default="{}")
    outcome = JSONB(default="{}")
    problem = JSONB(default=None, null=True)
    total = BigInt(default=0)
    done = BigInt(default=0)
    position = BigInt(default=0)
    job = Text(default=None, null=True)


class ImportRow(Table, tablename="kith_import_row", db=CURRENT):
    id = BigSerial(primary_key=True)
    import_id = ForeignKey(Import, on_delete=OnDelete.cascade, default=None, null=False, db_column_name="import")
    position = BigInt(default=None)
    line = BigInt(default=None)
    action = Text(default=None)
    record_id = UUID(default=None, null=True)
    values_ = Text(default=None, null=True, db_column_name="values")
    before = Text(default=None, null=True)
    fault = Text(default=None, null=True)


class NumberCounter(Table, tablename="kith_counter", db=CURRENT):
    """The last number given, by the id of the `auto_number` field."""

    key = Text(primary_key=True, default=None)
    value = BigInt(default=0)


class KeyUse(Table, tablename="kith_key_use", db=CURRENT):
    """Who still calls a field by a former key."""

    row = BigSerial(primary_key=True)
    entity = Text(default=None)
    field = Text(default=None)
    key = Text(default=None)
    account_id = UUID(default=None)
    last_used_at = Timestamptz(default=None)
    uses = BigInt(default=0)
    one_caller = Unique([entity, key, account_id])


TABLES: tuple[type[Table], ...] = (
    Migration, Site, Definition, Revision, Plan, Account, Session, Token, Setup, Invitation, Attempt, History,
    Idempotency, Import, ImportRow, NumberCounter, KeyUse,
)  # fmt: skip


class Index(msgspec.Struct, frozen=True):
    """An index over several columns, which Piccolo's classes cannot say."""

    name: str
    table: str
    columns: str


INDEXES = (
    Index("kith_history_record", "kith_history", "entity, record_id, version"),
    Index("kith_import_at", "kith_import", "at desc"),
    Index("kith_import_row_action", "kith_import_row", "import, action, line"),
    Index("kith_import_row_position", "kith_import_row", "import, position"),
)
