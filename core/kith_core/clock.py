"""The one clock of a site: SQL gets the time as a parameter, so tests and rehearsals can say what time it is."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware, in UTC."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


class FixedClock:
    """Stands still until it is told to move."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError(f"found {at!r} without a zone, wanted an aware time")
        self.at = at.astimezone(UTC)

    def now(self) -> datetime:
        return self.at

    def advance(self, **units: float) -> datetime:
        """Move on by `timedelta(**units)`; answers with the new time."""
        self.at += timedelta(**units)
        return self.at
