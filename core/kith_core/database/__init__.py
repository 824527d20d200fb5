"""PostgreSQL: the pool of a site, its system tables, the server Kith brings along."""

from kith_core.database.connections import Connection
from kith_core.database.counting import Counter
from kith_core.database.database import Database
from kith_core.database.listen import Listener
from kith_core.database.locks import KITH_LOCK, KITH_PLAN_LOCK
from kith_core.database.migrations import migrate
from kith_core.database.quoting import quote
from kith_core.database.writing import StaleRevision

__all__ = [
    "KITH_LOCK", "KITH_PLAN_LOCK", "Connection", "Counter", "Database", "Listener", "StaleRevision", "migrate", "quote",
]  # fmt: skip
