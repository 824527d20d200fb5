"""Keys of the advisory locks; they live in one database, so sites do not meet."""

KITH_LOCK = 0x4B69_7468_0001
"""Writers hold it shared, a switch exclusively: who holds it sees one revision until the end."""

KITH_MIGRATION_LOCK = 0x4B69_7468_0002
"""One process migrates the system tables at a time."""

KITH_PLAN_LOCK = 0x4B69_7468_0003
"""One plan is applied at a time."""

KITH_CREATION_LOCK = 0x4B69_7468_0004
"""One process makes the database; taken in the maintenance database."""
