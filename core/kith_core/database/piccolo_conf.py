"""Where Piccolo looks for the engine and the apps; `make migration` writes a migration from the tables with it."""

from piccolo.conf.apps import AppRegistry

from kith_core.database.engine import CURRENT

DB = CURRENT
APP_REGISTRY = AppRegistry(apps=["kith_core.database.piccolo_app"])
