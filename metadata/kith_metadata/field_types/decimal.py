"""Numbers with a fixed number of decimals."""

import decimal
from collections.abc import Mapping
from typing import Any, ClassVar

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.limits import check_limits, limit_faults, limit_properties
from kith_metadata.field_types.number_text import format_number, read_number, with_scale
from kith_metadata.field_types.number_values import number_in
from kith_metadata.field_types.operators import Family, number_operators
from kith_metadata.field_types.strict_number import exact

SCALE: Mapping[str, Any] = {
    "type": "integer", "minimum": 0, "maximum": 10, "default": 2,
    "title": "Decimals", "description": "How many digits stand after the decimal point; more are refused, never rounded.",
}


class Decimal(FieldType[decimal.Decimal]):
    """Stored without a scale of its own, so that the field's can change without a rewrite."""

    name = "decimal"
    properties: ClassVar[Mapping[str, Any]] = {"scale": SCALE, **limit_properties("number")}
    input, display, filter = "number", "number", "number"
    numeric = True

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "numeric"),)

    def parse(self, value: object, field: Field, context: Context) -> decimal.Decimal | None:
        return None if value is None else _fitting(exact(value), field)

    def read(self, text: str, field: Field, context: Context) -> decimal.Decimal | None:
        return _fitting(read_number(text, context.locale), field) if text.strip() else None

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> decimal.Decimal:
        return exact(value)

    def operators(self, field: Field) -> Family:
        return number_operators("numeric")

    def revive(self, value: Any, field: Field) -> decimal.Decimal:
        return decimal.Decimal(value)

    def text(self, value: decimal.Decimal, field: Field, context: Context) -> str:
        return format_number(value, scale_of(value, field), context.locale)

    def plain_text(self, value: decimal.Decimal, field: Field, context: Context) -> str:
        return format_number(value, scale_of(value, field), context.locale, groups=False)

    def search_text(self, value: decimal.Decimal, field: Field, context: Context) -> str:
        return f"{value:f}"

    def convert(
        self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context,
    ) -> decimal.Decimal | None:
        number = number_in(value)
        return super().convert(value, source, source_field, field, context) if number is None else _fitting(number, field)

    def faults(self, field: Field) -> tuple[ValueFault, ...]:
        return limit_faults(field)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "decimal"}


def scale_of(value: decimal.Decimal, field: Field) -> int:
    """The field's, or the value's where it was written under a larger one."""
    exponent = value.normalize().as_tuple().exponent
    return max(field.properties.get("scale", 2), -exponent if isinstance(exponent, int) else 0)


def _fitting(value: decimal.Decimal, field: Field) -> decimal.Decimal:
    check_limits(value, field)
    return with_scale(value, field.properties.get("scale", 2), "round it, or give the field more decimals")
