"""UUIDv7: record ids that sort by the time they were made and cannot be guessed."""

import secrets
from datetime import UTC, datetime
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_VERSION = 0x7 << 76
_VARIANT = 0b10 << 62


def new_id(now: datetime) -> UUID:
    """An id for a record made at this instant."""
    return UUID(int=_head(now) | secrets.randbits(62))


def new_ids(now: datetime, count: int) -> list[UUID]:
    """As many, each greater than the one before, so that rows made together keep their order."""
    head = _head(now)
    return [UUID(int=head | tail) for tail in sorted(secrets.randbits(62) for _ in range(count))]


def _head(now: datetime) -> int:
    """Milliseconds in 48 bits, the part of the millisecond in 12, and the marks of version and variant."""
    microseconds = (now - _EPOCH) // (_EPOCH.resolution)
    milliseconds, rest = divmod(microseconds, 1000)
    return milliseconds << 80 | _VERSION | (rest * 4096 // 1000) << 64 | _VARIANT
