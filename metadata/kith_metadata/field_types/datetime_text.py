"""Moments as people and files write them."""

import re
from datetime import date, datetime, time

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.context import Context
from kith_metadata.field_types.date_text import example_date, read_written_date
from kith_metadata.field_types.describing import found
from kith_metadata.field_types.iso import split_iso, with_offset
from kith_metadata.field_types.moments import in_utc, local_moment, start_of_day

_LONGEST = 80
_CLOCK = re.compile(
    r"[\s,]*(?:\bat\b|\bom\b|\bum\b|\bà\b)?\s*(?<![\d.])(?P<hours>\d{1,2})[:.h](?P<minutes>\d{2})(?::(?P<seconds>\d{2}))?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?\s*(?:uhr|h)?\s*$", re.IGNORECASE,
)


def read_datetime(text: str, context: Context) -> datetime:
    """A moment in the context's zone, unless an offset stands with it; a day alone is its first moment."""
    day, clock, offset = split_iso(text) or _written(text, context.locale)
    if offset is not None and clock is not None:
        return in_utc(with_offset(offset, day, clock, text))
    return start_of_day(day, context.zone) if clock is None else local_moment(day, clock, context.zone, text)


def _written(text: str, locale: str) -> tuple[date, time | None, None]:
    """Day and clock of `20/10/2016 2:05 pm`; the day alone where no clock follows it."""
    match = _CLOCK.search(text) if len(text) <= _LONGEST else None
    if match is None:
        return read_written_date(text, locale), None, None
    return read_written_date(text[: match.start()], locale), _clock(match, text, locale), None


def _clock(match: re.Match[str], text: str, locale: str) -> time:
    hours, half = int(match["hours"]), (match["half"] or "").lower()
    if half and not 1 <= hours <= 12:
        raise _no_such_time(text, locale)
    try:
        return time(hours % 12 + (12 if half.startswith("p") else 0) if half else hours, int(match["minutes"]), int(match["seconds"] or 0))
    except ValueError as error:
        raise _no_such_time(text, locale) from error


def _no_such_time(text: str, locale: str) -> ValueFault:
    return ValueFault(
        code="no_such_time", found=found(text), wanted="a time from 00:00 to 23:59", mend=f"such as {example_date(locale)} 14:30",
    )
