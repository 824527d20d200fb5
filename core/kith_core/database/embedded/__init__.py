"""The PostgreSQL that Kith brings along: made, started and stopped by Kith, one owner at a time."""

from kith_core.database.embedded.server import EmbeddedServer, borrowed_server

__all__ = ["EmbeddedServer", "borrowed_server"]
