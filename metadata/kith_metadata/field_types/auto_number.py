"""Numbers in sequence, given by the engine."""

from collections.abc import Mapping
from typing import Any, ClassVar, NoReturn

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.integer import whole
from kith_metadata.field_types.operators import Family, number_operators
from kith_metadata.folding import fold_equal


class AutoNumber(FieldType[int]):
    """The store takes the next number as a record is made; nobody writes it."""

    name = "auto_number"
    properties: ClassVar[Mapping[str, Any]] = {
        "prefix": {
            "type": "string", "maxLength": 20, "default": "",
            "title": "Before the number", "description": "Such as `INV-`.",
        },
        "digits": {
            "type": "integer", "minimum": 1, "maximum": 18, "default": 1,
            "title": "Digits at least", "description": "Shorter numbers are filled up with noughts.",
        },
    }
    input, display, filter = "auto_number", "auto_number", "number"
    computed = True

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "bigint"),)

    def parse(self, value: object, field: Field, context: Context) -> NoReturn:
        raise _read_only(value)

    def read(self, text: str, field: Field, context: Context) -> NoReturn:
        raise _read_only(text)

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> int:
        """The number, or its text with or without the prefix."""
        if not isinstance(value, str):
            return whole(value)
        digits = fold_equal(value.strip()).removeprefix(fold_equal(field.properties.get("prefix", "")))
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
            raise unlike(value, f"a number such as {self._numbered(42, field)}", code="operand")
        return int(digits)

    def operators(self, field: Field) -> Family:
        return number_operators("bigint")

    def text(self, value: int, field: Field, context: Context) -> str:
        return self._numbered(value, field)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "integer", "format": "int64", "readOnly": True}

    def _numbered(self, value: int, field: Field) -> str:
        return f"{field.properties.get('prefix', '')}{value:0{field.properties.get('digits', 1)}d}"


def _read_only(value: object) -> ValueFault:
    return ValueFault(code="read_only", found=found(value), wanted="nothing", mend="leave it out: the number is given by itself")
