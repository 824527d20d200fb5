"""One line of text."""

from collections.abc import Mapping
from typing import Any, ClassVar

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.operators import Family, text_operators
from kith_metadata.folding import fold_search, normalise

INDEXED_BYTES = 2_500
"""What an index of PostgreSQL takes, with room to spare."""


class Text(FieldType[str]):
    name = "text"
    properties: ClassVar[Mapping[str, Any]] = {
        "max_length": {
            "type": "integer", "minimum": 1, "maximum": 500, "default": 255,
            "title": "Longest", "description": "The number of characters that fit.",
        },
    }

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "text"), Column("__fold", "text", "C")

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise unlike(value, "text", "put it between quotation marks")
        return self.read(value, field, context)

    def read(self, text: str, field: Field, context: Context) -> str | None:
        line = normalise(text)
        check_length(line, field.properties.get("max_length", 255), "shorten it, or make the field a long text")
        if len(line) * 4 > INDEXED_BYTES or not line.isascii():
            check_indexable(line)
        return line or None

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str | None:
        return text_compared(value)

    def operators(self, field: Field) -> Family:
        return text_operators()

    def store_value(self, value: str, field: Field) -> tuple[object, ...]:
        return value, fold_search(value)

    def sort_suffix(self, field: Field) -> str | None:
        return "__fold"

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "maxLength": field.properties.get("max_length", 255)}


def check_length(text: str, longest: int, mend: str) -> None:
    if len(text) > longest:
        raise ValueFault(code="too_long", found=f"{found(text)}, {len(text):,} characters", wanted=f"at most {longest:,} characters", mend=mend)


def check_indexable(text: str) -> None:
    """Some characters fold to many: a text can be short and its fold too long to be ordered by."""
    if max(len(text.encode()), len(fold_search(text).encode())) > INDEXED_BYTES:
        raise ValueFault(
            code="too_long", found=f"{found(text)}, {len(text):,} wide characters", wanted=f"at most {INDEXED_BYTES:,} bytes",
            mend="shorten it, or make the field a long text",
        )


def text_compared(value: object) -> str | None:
    """Any piece of text: what one searches for need not be what the field could hold."""
    if not isinstance(value, str):
        raise unlike(value, "text", code="operand")
    return normalise(value) or None
