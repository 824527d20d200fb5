"""A table told to Piccolo's migration manager in the words of `tables.py`, so that a migration reads like one."""

from collections.abc import Mapping

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import Column
from piccolo.constraints import Unique


def add_table(
    manager: MigrationManager, class_name: str, tablename: str, columns: Mapping[str, Column], **unique: list[str]
) -> None:
    """`unique` names sets of columns that no two rows may share."""
    manager.add_table(class_name, tablename=tablename)
    for key, column in columns.items():
        params = column._meta.params  # noqa: SLF001  # what the column was made with; Piccolo has no other way to ask
        manager.add_column(
            table_class_name=class_name, tablename=tablename, column_name=key,
            db_column_name=params.get("db_column_name"), column_class=type(column), params=params,
        )
    for name, names in unique.items():
        manager.add_constraint(
            table_class_name=class_name, tablename=tablename, constraint_name=name, constraint_class=Unique,
            params={"columns": names},
        )
