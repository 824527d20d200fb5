"""Dates and moments in the notation of ISO 8601."""

import re
from datetime import date, datetime, time

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found, unlike

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{1,2}-\d{1,2})(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s*(?P<offset>[Zz]|UTC|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)?)?",
    re.ASCII,
)


def parse_iso_date(text: str) -> date:
    """Raises `ValueFault`, with the day named where it does not exist."""
    if not (match := _DATE.fullmatch(text.strip())):
        raise unlike(text, "a date", "write it as 2026-10-20", "date")
    return existing_date(int(match[1]), int(match[2]), int(match[3]), text)


def existing_date(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueFault(
            code="no_such_date", found=found(text), wanted="a day that exists",
            mend=f"there is no day {day} in month {month} of {year}" if 1 <= month <= 12 else f"there is no month {month}",
        ) from error


def split_iso(text: str) -> tuple[date, time | None, str | None] | None:
    """Day, time and offset of a moment in ISO notation, the last two where they stand; None for other notations."""
    if not (match := _MOMENT.fullmatch(text.strip())):
        return None
    clock = match["time"]
    return parse_iso_date(match["day"]), None if clock is None else _time(clock, text), match["offset"]


def _time(clock: str, text: str) -> time:
    hours, minutes, *rest = clock.replace(",", ".").split(":")
    seconds, _, fraction = (rest[0] if rest else "0").partition(".")
    try:
        return time(int(hours), int(minutes), int(seconds), int(fraction[:6].ljust(6, "0") or 0))
    except ValueError as error:
        raise ValueFault(code="no_such_time", found=found(text), wanted="a time from 00:00 to 23:59:59") from error


def with_offset(offset: str, day: date, clock: time, text: str) -> datetime:
    """The moment with its offset."""
    shift = "+0000" if offset in ("Z", "z", "UTC") else offset.replace(":", "")
    try:
        return datetime.combine(day, clock, datetime.strptime(shift.ljust(5, "0"), "%z").tzinfo)
    except ValueError as error:
        raise ValueFault(code="no_such_time", found=found(text), wanted="an offset from UTC below 24 hours") from error
