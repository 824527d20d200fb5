"""The system tables as they were at first; later changes are migrations of their own."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
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
from piccolo.table import Table

from kith_core.database.engine import CURRENT
from kith_core.database.migration_steps import add_table

ID = "kith_0001_system_tables"


class Account(Table, tablename="kith_account", db=CURRENT):
    id = UUID(primary_key=True, default=None)


class Import(Table, tablename="kith_import", db=CURRENT):
    id = UUID(primary_key=True, default=None)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kith", description="The system tables")
    add_table(manager, "Migration", "kith_migration", {
        "name": Text(primary_key=True, default=None),
        "ran_at": Timestamptz(default=None),
    })
    add_table(manager, "Site", "kith_site", {
        "id": Integer(primary_key=True, default=None),
        "revision": BigInt(default=0),
        "created_at": Timestamptz(default=None),
        "settings": JSONB(default="{}"),
    })
    add_table(manager, "Definition", "kith_definition", {
        "row": BigSerial(primary_key=True),
        "layer": Text(default=None),
        "id": Text(default=None),
        "revision": BigInt(default=None),
        "content": JSONB(default=None, null=True),
    }, one_version=["layer", "id", "revision"])
    add_table(manager, "Revision", "kith_revision", {
        "number": BigInt(primary_key=True, default=None),
        "at": Timestamptz(default=None),
        "by": UUID(default=None, null=True),
        "reason": Text(),
        "changes": JSONB(default=None),
        "summary": JSONB(default="[]"),
        "patches": JSONB(default=None),
        "format": Integer(default=1),
        "salt": Bytea(default=None),
        "digest": Bytea(default=None),
        "previous_hash": Bytea(default=None),
        "hash": Bytea(default=None),
    })
    add_table(manager, "Plan", "kith_plan", {
        "id": UUID(primary_key=True, default=None),
        "base_revision": BigInt(default=None),
        "changes": JSONB(default=None),
        "steps": JSONB(default="[]"),
        "findings": JSONB(default="[]"),
        "references": JSONB(default="[]"),
        "reason": Text(),
        "summary": JSONB(default="[]"),
        "by": UUID(default=None, null=True),
        "at": Timestamptz(default=None),
        "status": Text(default="ready"),
        "revision": BigInt(default=None, null=True),
        "failure": Text(),
    })
    add_table(manager, "Account", "kith_account", {
        "id": UUID(primary_key=True, default=None),
        "email": Text(default=None),
        "email_fold": Text(default=None, unique=True),
        "name": Text(),
        "password_hash": Text(default=None, null=True),
        "roles": Array(base_column=Text(), default=[]),
        "kind": Text(default="staff"),
        "active": Boolean(default=True),
        "created_at": Timestamptz(default=None),
        "updated_at": Timestamptz(default=None),
        "last_login_at": Timestamptz(default=None, null=True),
    })
    add_table(manager, "Session", "kith_session", {
        "id": UUID(primary_key=True, default=None),
        "token_hash": Bytea(default=None, unique=True),
        "account_id": ForeignKey(Account, on_delete=OnDelete.cascade, default=None, null=False, index=True),
        "created_at": Timestamptz(default=None),
        "last_used_at": Timestamptz(default=None),
        "expires_at": Timestamptz(default=None),
        "address": Text(),
        "agent": Text(),
    })
    add_table(manager, "Token", "kith_token", {
        "id": UUID(primary_key=True, default=None),
        "account_id": ForeignKey(Account, on_delete=OnDelete.cascade, default=None, null=False, index=True),
        "name": Text(),
        "token_hash": Bytea(default=None, unique=True),
        "hint": Text(),
        "created_at": Timestamptz(default=None),
        "last_used_at": Timestamptz(default=None, null=True),
        "expires_at": Timestamptz(default=None, null=True),
        "revoked_at": Timestamptz(default=None, null=True),
    })
    add_table(manager, "Setup", "kith_setup", {
        "id": UUID(primary_key=True, default=None),
        "code_hash": Bytea(default=None),
        "created_at": Timestamptz(default=None),
        "used_at": Timestamptz(default=None, null=True),
    })
    add_table(manager, "Invitation", "kith_invitation", {
        "id": UUID(primary_key=True, default=None),
        "account_id": ForeignKey(Account, on_delete=OnDelete.cascade, default=None, null=False, index=True),
        "token_hash": Bytea(default=None, unique=True),
        "created_at": Timestamptz(default=None),
        "expires_at": Timestamptz(default=None),
        "used_at": Timestamptz(default=None, null=True),
    })
    add_table(manager, "Attempt", "kith_attempt", {
        "key": Text(primary_key=True, default=None),
        "count_": Integer(default=0, db_column_name="count"),
        "since": Timestamptz(default=None),
    })
    add_table(manager, "History", "kith_history", {
        "id": BigSerial(primary_key=True),
        "entity": Text(default=None),
        "record_id": UUID(default=None),
        "version": Integer(default=None),
        "at": Timestamptz(default=None),
        "by": UUID(default=None, null=True),
        "source": Text(default=None),
        "action": Text(default=None),
        "changes": JSONB(default="{}"),
    })
    add_table(manager, "Idempotency", "kith_idempotency", {
        "row": BigSerial(primary_key=True),
        "account_id": UUID(default=None),
        "key": Text(default=None),
        "digest": Bytea(default=None),
        "status": Integer(default=None, null=True),
        "headers": JSONB(default="{}"),
        "body": Bytea(default=None, null=True),
        "created_at": Timestamptz(default=None),
    }, one_answer=["account_id", "key"])
    add_table(manager, "Import", "kith_import", {
        "id": UUID(primary_key=True, default=None),
        "entity": Text(default=None),
        "origin": Text(default="import"),
        "state": Text(default=None),
        "file_name": Text(default=None),
        "file_size": BigInt(default=0),
        "digest": Bytea(default=None, null=True),
        "by": UUID(default=None, null=True),
        "at": Timestamptz(default=None),
        "applied_at": Timestamptz(default=None, null=True),
        "undone_at": Timestamptz(default=None, null=True),
        "revision": BigInt(default=0),
        "format": JSONB(default="{}"),
        "columns": JSONB(default="[]"),
        "choices": JSONB(default="{}"),
        "outcome": JSONB(default="{}"),
        "problem": JSONB(default=None, null=True),
        "total": BigInt(default=0),
        "done": BigInt(default=0),
        "position": BigInt(default=0),
        "job": Text(default=None, null=True),
    })
    add_table(manager, "ImportRow", "kith_import_row", {
        "id": BigSerial(primary_key=True),
        "import_id": ForeignKey(Import, on_delete=OnDelete.cascade, default=None, null=False, db_column_name="import"),
        "position": BigInt(default=None),
        "line": BigInt(default=None),
        "action": Text(default=None),
        "record_id": UUID(default=None, null=True),
        "values_": Text(default=None, null=True, db_column_name="values"),
        "before": Text(default=None, null=True),
        "fault": Text(default=None, null=True),
    })
    add_table(manager, "NumberCounter", "kith_counter", {
        "key": Text(primary_key=True, default=None),
        "value": BigInt(default=0),
    })
    add_table(manager, "KeyUse", "kith_key_use", {
        "row": BigSerial(primary_key=True),
        "entity": Text(default=None),
        "field": Text(default=None),
        "key": Text(default=None),
        "account_id": UUID(default=None),
        "last_used_at": Timestamptz(default=None),
        "uses": BigInt(default=0),
    }, one_caller=["entity", "key", "account_id"])
    return manager
