"""Any number of options from a list."""

from collections.abc import Callable, Mapping
from typing import Any

from kith_metadata.definitions import Field, Option
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.lists import distinct, items_of, join_list, split_list
from kith_metadata.field_types.operators import Family, many_operators
from kith_metadata.field_types.options import (
    choosable,
    has_options_faults,
    option_of_key,
    option_of_text,
    options_schema,
    text_of_option,
)

Keys = tuple[str, ...]


class MultiSelect(FieldType[Keys]):
    """Holds the options' keys, in the order of the options."""

    name = "multi_select"
    input, display, filter = "multi_select", "multi_select", "multi_select"
    unique_allowed = False
    has_options = True

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "text[]"),)

    def parse(self, value: object, field: Field, context: Context) -> Keys | None:
        if value is None:
            return None
        return _ordered([choosable(option_of_key(item, field), field) for item in items_of(value, "a list of options")], field)

    def read(self, text: str, field: Field, context: Context) -> Keys | None:
        return _ordered(_found_in(text, field, choosable), field)

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str:
        return option_of_key(value, field).key

    def operators(self, field: Field) -> Family:
        return many_operators()

    def revive(self, value: Any, field: Field) -> Keys:
        return tuple(value)

    def text(self, value: Keys, field: Field, context: Context) -> str:
        return join_list(text_of_option(key, field) for key in value)

    def store_value(self, value: Keys, field: Field) -> tuple[object, ...]:
        return (list(value),)

    def load(self, stored: tuple[Any, ...], field: Field) -> Keys | None:
        return None if stored[0] is None else tuple(stored[0])

    def sort_suffix(self, field: Field) -> str | None:
        return None

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> Keys | None:
        """Of one choice, that one, whatever commas are in its label; once chosen, retired options stay."""
        text = source.plain_text(value, source_field, context)
        if source.has_options and not isinstance(value, tuple):
            return (option_of_text(text, field).key,)
        return _ordered(_found_in(text, field, lambda option, _: option), field)

    def faults(self, field: Field) -> tuple[ValueFault, ...]:
        return has_options_faults(field)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "array", "items": options_schema(field), "uniqueItems": True}


def _found_in(text: str, field: Field, check: Callable[[Option, Field], Option]) -> list[Option]:
    """The options in a line; where its parts are none, the line may be one option with a comma in its label."""
    try:
        return [check(option_of_text(item, field), field) for item in split_list(text)]
    except ValueFault as fault:
        try:
            return [check(option_of_text(text, field), field)]
        except ValueFault:
            raise fault from None


def _ordered(options: list[Option], field: Field) -> Keys | None:
    order = {option.key: place for place, option in enumerate(field.options)}
    return distinct(sorted((option.key for option in options), key=lambda key: order[key]), str)
