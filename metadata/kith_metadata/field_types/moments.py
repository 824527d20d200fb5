"""Moments: instants and whole days, in the zone of whoever asks."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

import msgspec

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found

INSTANT = timedelta(microseconds=1)
"""The smallest step that both PostgreSQL and Python keep."""

_FIRST_YEAR, _LAST_YEAR = 2, 9998

Day = TypeVar("Day", bound=date)


class Span(msgspec.Struct, frozen=True):
    """From `start` until before `end`: what a moment is compared with, a single instant or a whole day."""

    start: datetime
    end: datetime


def instant(moment: datetime) -> Span:
    return Span(moment, moment + INSTANT)


def whole_day(day: date, zone: ZoneInfo) -> Span:
    """From its first moment to the next day's, 23 to 25 hours."""
    in_range(day, day.isoformat())
    return Span(_midnight(day, zone), _midnight(day + timedelta(days=1), zone))


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """In UTC. Where the clocks skip midnight, the moment they skip to."""
    return _midnight(in_range(day, day.isoformat()), zone)


def in_utc(moment: datetime) -> datetime:
    return in_range(moment, moment.isoformat()).astimezone(UTC)


def local_moment(day: date, clock: time, zone: ZoneInfo, text: str) -> datetime:
    """What the clock on the wall showed, in UTC; of an hour that comes twice the first."""
    moment = in_range(datetime.combine(day, clock, zone), text)
    if moment.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment.replace(tzinfo=None):
        raise ValueFault(
            code="skipped_time", found=found(text), wanted=f"a time that exists in {zone.key}",
            mend="the clocks were put forward then: write a later time, or one with its offset from UTC",
        )
    return moment.astimezone(UTC)


def in_range(moment: Day, text: str) -> Day:
    """Raises `ValueFault` near the ends of the calendar, where zones and next days no longer fit."""
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueFault(code="out_of_range", found=found(text), wanted=f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return moment


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
