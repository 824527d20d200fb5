"""What reading, showing or comparing a value depends on besides the value."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """Never a global, never the machine's clock."""

    now: datetime
    zone: ZoneInfo
    currency: str
    locale: str = "en"
    me: UUID | None = None

    @property
    def today(self) -> date:
        """The day it is in the zone."""
        return self.now.astimezone(self.zone).date()
