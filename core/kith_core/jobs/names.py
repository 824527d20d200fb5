"""What the processes that enqueue and the process that works agree on."""

from zlib import crc32

QUEUE = "kith"
WORKFLOW = "kith.job"
VERSION = "kith"
"""Fixed: runs that wait are taken up by whatever release comes next."""

SCHEMA = "dbos"

PRESENCE = 0x4B69_7468
"""Class of the advisory locks by which workers are seen to be alive; its other half is the worker's mark."""


def mark(executor_id: str) -> int:
    """A worker's half of its lock, 32 bits."""
    return crc32(executor_id.encode())


def signed(bits: int) -> int:
    """Those bits as PostgreSQL takes them."""
    return bits - (1 << 32) if bits >> 31 else bits
