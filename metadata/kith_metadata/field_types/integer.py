"""Whole numbers."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.limits import check_limits, limit_faults, limit_properties
from kith_metadata.field_types.number_text import format_number, read_number, with_scale, within_limit
from kith_metadata.field_types.number_values import number_in
from kith_metadata.field_types.operators import Family, number_operators


class Integer(FieldType[int]):
    name = "integer"
    properties: ClassVar[Mapping[str, Any]] = limit_properties("integer")
    input, display, filter = "number", "number", "number"
    numeric = True

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "bigint"),)

    def parse(self, value: object, field: Field, context: Context) -> int | None:
        return None if value is None else _limited(whole(value), field)

    def read(self, text: str, field: Field, context: Context) -> int | None:
        if not text.strip():
            return None
        return _limited(int(with_scale(read_number(text, context.locale), 0, "make the field a number with decimals")), field)

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> int:
        return whole(value)

    def operators(self, field: Field) -> Family:
        return number_operators("bigint")

    def text(self, value: int, field: Field, context: Context) -> str:
        return format_number(Decimal(value), 0, context.locale)

    def plain_text(self, value: int, field: Field, context: Context) -> str:
        return str(value)

    def search_text(self, value: int, field: Field, context: Context) -> str:
        return str(value)

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> int | None:
        number = number_in(value)
        if number is None:
            return super().convert(value, source, source_field, field, context)
        return _limited(int(with_scale(number, 0, "round it first, or make the field a number with decimals")), field)

    def faults(self, field: Field) -> tuple[ValueFault, ...]:
        return limit_faults(field)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "integer", "format": "int64"}


def whole(value: object) -> int:
    """A JSON number without decimals, that fits."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise unlike(value, "a whole number", "write it without quotation marks and without decimals")
    within_limit(Decimal(value))
    return value


def _limited(value: int, field: Field) -> int:
    check_limits(Decimal(value), field)
    return value
