"""Text of several lines."""

from collections.abc import Mapping
from typing import Any, ClassVar

from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.operators import Family, long_text_operators
from kith_metadata.field_types.text import check_length, text_compared
from kith_metadata.folding import fold_search, normalise


class LongText(FieldType[str]):
    name = "long_text"
    properties: ClassVar[Mapping[str, Any]] = {
        "max_length": {
            "type": "integer", "minimum": 1, "maximum": 1_000_000, "default": 100_000,
            "title": "Longest", "description": "The number of characters that fit.",
        },
    }
    input, display = "long_text", "long_text"
    unique_allowed = False

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "text"), Column("__fold", "text", "C")

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise unlike(value, "text", "put it between quotation marks")
        return self.read(value, field, context)

    def read(self, text: str, field: Field, context: Context) -> str | None:
        lines = normalise(text, lines=True)
        check_length(lines, field.properties.get("max_length", 100_000), "shorten it, or split it over several records")
        return lines or None

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str | None:
        return text_compared(value)

    def operators(self, field: Field) -> Family:
        return long_text_operators()

    def store_value(self, value: str, field: Field) -> tuple[object, ...]:
        return value, fold_search(value)

    def sort_suffix(self, field: Field) -> str | None:
        return None

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "maxLength": field.properties.get("max_length", 100_000)}
