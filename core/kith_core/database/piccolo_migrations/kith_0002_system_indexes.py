"""Indexes over several columns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from kith_core.database.engine import CURRENT

ID = "kith_0002_system_indexes"

STATEMENTS = (
    "create index kith_history_record on kith_history (entity, record_id, version)",
    "create index kith_import_at on kith_import (at desc)",
    "create index kith_import_row_action on kith_import_row (import, action, line)",
    "create index kith_import_row_position on kith_import_row (import, position)",
)


async def run() -> None:
    for statement in STATEMENTS:
        await CURRENT.run_ddl(statement)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="kith", description="The system indexes")
    manager.add_raw(run)
    return manager
