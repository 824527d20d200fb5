"""The interface of a field type, the same for ours and a stranger's.

A whole type, entered by the entry point `kith.field_types`:

    class Stars(FieldType[int]):
        name = "stars"
        input, display, filter = "number", "number", "number"

        def columns(self, field):
            return (Column("", "smallint"),)

        def parse(self, value, field, context):
            if value is None:
                return None
            if isinstance(value, int) and 1 <= value <= 5:
                return value
            raise ValueFault(code="stars", found=repr(value), wanted="a whole number from 1 to 5")

        def read(self, text, field, context):
            return self.parse(text.count("*") or None, field, context)

        def text(self, value, field, context):
            return "*" * value

        def operators(self, field):
            return number_operators("smallint")
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, ClassVar, Generic, TypeVar

import msgspec

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.context import Context
from kith_metadata.field_types.operands import parse_operand
from kith_metadata.field_types.words import Words, type_words

__all__ = ["Bind", "Column", "Context", "FieldType", "Operator"]

T = TypeVar("T")

Bind = Callable[[object, str], str]
"""Takes a value and its SQL type, answers with the placeholder that stands for it (`$3::text`)."""


class Column(msgspec.Struct, frozen=True):
    """One physical column of a field: its name is the field's column plus `suffix` ("" or "__something")."""

    suffix: str
    sql_type: str
    """As it stands in a cast."""
    collation: str = ""

    @property
    def definition(self) -> str:
        """As it stands in a table's definition."""
        return f'{self.sql_type} COLLATE "{self.collation}"' if self.collation else self.sql_type


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison with its two evaluators side by side, so that they can be read and proven equal.

    Both are two-valued: an empty value is an answer, never "unknown". `columns` holds the quoted SQL expressions of
    the field's columns by suffix; `operand` is a parsed value, a tuple of them for `many` and `two`, None for `none`.
    """

    name: str
    operand: str
    """`none`, `one`, `many` or `two`."""
    sql: Callable[[Mapping[str, str], Any, Bind], str]
    matches: Callable[[Any, Any], bool]
    words: str = ""
    """Between the field and the value: "Stage *is not* Won"."""


class FieldType(ABC, Generic[T]):
    """How values of one kind are stored, read, compared and shown.

    `T` is the Python value; None is always "empty": `parse` takes it, `dump`, `text`, `store_value` never meet it.
    Label, help, icon and example stand in `words.yaml` in the package of the type's module, under its name.
    """

    name: ClassVar[str]
    properties: ClassVar[Mapping[str, Any]] = {}
    """JSON Schema of each property this type adds to a field; the studio makes its form of it."""
    required_properties: ClassVar[tuple[str, ...]] = ()
    input: ClassVar[str] = "text"
    display: ClassVar[str] = "text"
    filter: ClassVar[str] = "text"
    numeric: ClassVar[bool] = False
    """Shown right-aligned with tabular digits, and can be summed."""
    unique_allowed: ClassVar[bool] = True
    has_options: ClassVar[bool] = False
    computed: ClassVar[bool] = False
    """Given by the engine: nobody writes it, forms show it only."""
    points_to_accounts: ClassVar[bool] = False
    loads_plainly: ClassVar[bool] = True
    """True when the first column, as the driver gives it, encodes to the JSON form: the fast path of lists."""

    @cached_property
    def words(self) -> Words:
        """What people read about the type."""
        return type_words(type(self).__module__, self.name)

    @abstractmethod
    def columns(self, field: Field) -> tuple[Column, ...]:
        """The physical columns; the first, with suffix "", is NULL exactly when the value is empty."""

    @abstractmethod
    def parse(self, value: object, field: Field, context: Context) -> T | None:
        """A JSON value of the API, strictly, or the Python value; raises `ValueFault`."""

    @abstractmethod
    def read(self, text: str, field: Field, context: Context) -> T | None:
        """What people type or files hold, tolerantly; raises `ValueFault`. Blank text is None."""

    @abstractmethod
    def operators(self, field: Field) -> Mapping[str, Operator]:
        """By name; the first is the one a filter starts with."""

    def schema(self, field: Field) -> Mapping[str, Any]:
        """JSON Schema of the API's form of a value: what `dump` gives once encoded, and `parse` takes."""
        return {}

    def faults(self, field: Field) -> tuple[ValueFault, ...]:
        """What is wrong with the field's properties taken together, beyond the JSON Schema of each."""
        return ()

    def dump(self, value: T, field: Field) -> object:
        """The JSON form, as `parse` takes it; msgspec encodes dates, decimals and UUIDs by itself."""
        return value

    def revive(self, value: Any, field: Field) -> T:
        """The value from its decoded JSON form, as history keeps it, whatever today's limits and options are."""
        return value

    def text(self, value: T, field: Field, context: Context) -> str:
        """For people: titles, lists, records."""
        return str(value)

    def plain_text(self, value: T, field: Field, context: Context) -> str:
        """For files and conversions; `read` gives the very value back, in the same context."""
        return self.text(value, field, context)

    def store(self, value: T | None, field: Field) -> tuple[object, ...]:
        """The values of `columns`, in order."""
        return tuple(None for _ in self.columns(field)) if value is None else self.store_value(value, field)

    def store_value(self, value: T, field: Field) -> tuple[object, ...]:
        return (value,)

    def load(self, stored: tuple[Any, ...], field: Field) -> T | None:
        """The value from its columns; the inverse of `store`."""
        return stored[0]

    def sort_suffix(self, field: Field) -> str | None:
        """Which column orders; None when the type has no order."""
        return ""

    def unique_suffixes(self, field: Field) -> tuple[str, ...]:
        """Which columns a unique index covers."""
        return ("",)

    def search_text(self, value: T, field: Field, context: Context) -> str:
        """What of the value a search finds."""
        return self.text(value, field, context)

    def parse_operand(self, operator: Operator, value: object, field: Field, context: Context) -> Any:
        """The right-hand side of a comparison, relative values resolved; raises `ValueFault`."""
        return parse_operand(operator.operand, value, context, lambda raw: self.parse_compared(operator, raw, field, context))

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> Any:
        """One value to compare with. Override where it is not one that the field could hold: a part of a text, a limit out of range."""
        return self.parse(value, field, context)

    def convert(self, value: Any, source: "FieldType[Any]", source_field: Field, field: Field, context: Context) -> T | None:
        """A value of another type made one of this type, for retypes; raises `ValueFault` when it cannot be."""
        return self.read(source.plain_text(value, source_field, context), field, context)

    def references(self, field: Field) -> str | None:
        """The id of the entity this field points to, if it points to one."""
        return None
