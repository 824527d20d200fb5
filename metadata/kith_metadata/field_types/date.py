"""Days."""

import datetime
from collections.abc import Mapping
from typing import Any

from babel.dates import format_date

from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Column, Context, FieldType
from kith_metadata.field_types.date_text import read_date
from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.iso import parse_iso_date
from kith_metadata.field_types.number_text import locale_of
from kith_metadata.field_types.operators import Family, date_operators


class Date(FieldType[datetime.date]):
    name = "date"
    input, display, filter = "date", "date", "date"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "date"),)

    def parse(self, value: object, field: Field, context: Context) -> datetime.date | None:
        if value is None:
            return None
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value
        if not isinstance(value, str):
            raise unlike(value, "a date", "write it as 2026-10-20")
        return parse_iso_date(value)

    def read(self, text: str, field: Field, context: Context) -> datetime.date | None:
        return read_date(text, context.locale) if text.strip() else None

    def operators(self, field: Field) -> Family:
        return date_operators()

    def revive(self, value: Any, field: Field) -> datetime.date:
        return datetime.date.fromisoformat(value)

    def text(self, value: datetime.date, field: Field, context: Context) -> str:
        return format_date(value, locale=locale_of(context.locale))

    def plain_text(self, value: datetime.date, field: Field, context: Context) -> str:
        return value.isoformat()

    def search_text(self, value: datetime.date, field: Field, context: Context) -> str:
        return value.isoformat()

    def convert(
        self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context,
    ) -> datetime.date | None:
        """Of a moment, the day it was in the zone."""
        if isinstance(value, datetime.datetime):
            return value.astimezone(context.zone).date()
        return super().convert(value, source, source_field, field, context)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "date"}
