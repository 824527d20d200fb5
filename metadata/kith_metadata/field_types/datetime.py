"""Moments."""

import datetime
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date, format_time

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.datetime_operators import datetime_operators
from kith_metadata.field_types.datetime_text import read_datetime
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.iso import split_iso, with_offset
from kith_metadata.field_types.moments import Span, in_utc, instant, start_of_day, whole_day
from kith_metadata.field_types.number_text import locale_of
from kith_metadata.field_types.operators import Family


class DateTime(FieldType[datetime.datetime]):
    """Kept in UTC, shown in the reader's zone."""

    name = "datetime"
    input, display, filter = "datetime", "datetime", "datetime"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "timestamptz"),)

    def parse(self, value: object, field: Field, context: Context) -> datetime.datetime | None:
        return None if value is None else _moment(value)

    def read(self, text: str, field: Field, context: Context) -> datetime.datetime | None:
        return read_datetime(text, context) if text.strip() else None

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> Span:
        """A date alone means the whole of that day in the reader's zone."""
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return whole_day(value, context.zone)
        parts = split_iso(value) if isinstance(value, str) else None
        return whole_day(parts[0], context.zone) if parts and parts[1] is None else instant(_moment(value))

    def operators(self, field: Field) -> Family:
        return datetime_operators()

    def revive(self, value: Any, field: Field) -> datetime.datetime:
        return datetime.datetime.fromisoformat(value).astimezone(datetime.UTC)

    def text(self, value: datetime.datetime, field: Field, context: Context) -> str:
        local, locale = value.astimezone(context.zone), locale_of(context.locale)
        return f"{format_date(local, locale=locale)}, {format_time(local, 'short', locale=locale)}"

    def plain_text(self, value: datetime.datetime, field: Field, context: Context) -> str:
        """With its offset: some hours come twice."""
        return value.astimezone(context.zone).isoformat(sep=" ")

    def search_text(self, value: datetime.datetime, field: Field, context: Context) -> str:
        return value.astimezone(context.zone).date().isoformat()

    def convert(
        self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context,
    ) -> datetime.datetime | None:
        """Of a day, its first moment in the zone."""
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return start_of_day(value, context.zone)
        return super().convert(value, source, source_field, field, context)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "date-time"}


def _moment(value: object) -> datetime.datetime:
    """A moment with its offset, strictly: the API knows no zone to assume."""
    if isinstance(value, datetime.datetime) and value.tzinfo is not None:
        return in_utc(value)
    parts = split_iso(value) if isinstance(value, str) else None
    if parts is None:
        raise unlike(value, "a date and time", "write it as 2026-10-20T14:30:00Z", "datetime")
    day, clock, offset = parts
    if clock is None or offset is None:
        lacks = "a date and time" if clock is None else "a time with its offset from UTC"
        raise ValueFault(code="datetime", found=found(value), wanted=lacks, mend="write it as 2026-10-20T14:30:00Z")
    return in_utc(with_offset(offset, day, clock, str(value)))
