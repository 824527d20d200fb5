"""One of a list of options."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.lists import split_list
from kith_metadata.field_types.operators import Family, choice_operators
from kith_metadata.field_types.options import (
    choosable,
    has_options_faults,
    option_of_key,
    option_of_text,
    options_schema,
    text_of_option,
)


class Select(FieldType[str]):
    """Holds the option's key, so that its words and colour change without touching a record."""

    name = "select"
    input, display, filter = "select", "select", "select"
    has_options = True

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "text", "C"),)

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        return None if value is None else choosable(option_of_key(value, field), field).key

    def read(self, text: str, field: Field, context: Context) -> str | None:
        return choosable(option_of_text(text, field), field).key if text.strip() else None

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str:
        return option_of_key(value, field).key

    def operators(self, field: Field) -> Family:
        return choice_operators()

    def text(self, value: str, field: Field, context: Context) -> str:
        return text_of_option(value, field)

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> str | None:
        """From many only where there is one; options that were chosen once may be chosen again, whatever has become of them."""
        text = source.plain_text(value, source_field, context)
        if isinstance(value, tuple):
            items = split_list(text)
            if len(items) > 1:
                raise unlike(text, "one option", "a field of one choice cannot hold several", "several_options")
            text = items[0]
        return option_of_text(text, field).key if text.strip() else None

    def faults(self, field: Field) -> tuple[ValueFault, ...]:
        return has_options_faults(field)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return options_schema(field)
