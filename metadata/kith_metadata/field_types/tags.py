"""Short words that people make up as they go."""

from collections.abc import Mapping, Sequence
from typing import Any

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.lists import distinct, items_of, join_list, split_list
from kith_metadata.field_types.operators import Family, many_operators
from kith_metadata.field_types.text import text_compared
from kith_metadata.folding import fold_equal, normalise

Words = tuple[str, ...]

_LONGEST = 60


class Tags(FieldType[Words]):
    """As written; two that differ in case only are one."""

    name = "tags"
    input, display, filter = "tags", "tags", "tags"
    unique_allowed = False

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "text[]"), Column("__fold", "text[]", "C")

    def parse(self, value: object, field: Field, context: Context) -> Words | None:
        return None if value is None else _tags(items_of(value, "a list of tags"))

    def read(self, text: str, field: Field, context: Context) -> Words | None:
        return _tags(split_list(text))

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str | None:
        return text_compared(value)

    def operators(self, field: Field) -> Family:
        return many_operators("__fold", fold_equal)

    def revive(self, value: Any, field: Field) -> Words:
        return tuple(value)

    def text(self, value: Words, field: Field, context: Context) -> str:
        return join_list(value)

    def search_text(self, value: Words, field: Field, context: Context) -> str:
        return " ".join(value)

    def store_value(self, value: Words, field: Field) -> tuple[object, ...]:
        return list(value), [fold_equal(tag) for tag in value]

    def load(self, stored: tuple[Any, ...], field: Field) -> Words | None:
        return None if stored[0] is None else tuple(stored[0])

    def sort_suffix(self, field: Field) -> str | None:
        return None

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> Words | None:
        """Of one choice, one tag, whatever commas are in its label."""
        text = source.plain_text(value, source_field, context)
        return _tags([text]) if source.has_options and not isinstance(value, tuple) else _tags(split_list(text))

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "array", "items": {"type": "string", "maxLength": _LONGEST}}


def _tags(items: Sequence[object]) -> Words | None:
    tags = [_tag(item) for item in items]
    return distinct([tag for tag in tags if tag], fold_equal)


def _tag(item: object) -> str:
    if not isinstance(item, str):
        raise unlike(item, "a tag", "put it between quotation marks")
    tag = normalise(item)
    if len(tag) > _LONGEST:
        raise ValueFault(code="too_long", found=found(tag), wanted=f"a tag of at most {_LONGEST} characters", mend="shorten it")
    return tag
