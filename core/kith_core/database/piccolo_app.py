"""The system tables as an app of Piccolo."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from kith_core.database.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="kith",
    migrations_folder_path=Path(__file__).parent / "piccolo_migrations",
    table_classes=list(TABLES),
)
