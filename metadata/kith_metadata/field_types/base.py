"""The interface of a field type, the same for ours and a stranger's.

A whole type, entered by the entry point `kith.field_types`:

    class Stars(FieldType[int]):
        name = "stars"
        input, display, filter = "number", "number", "number"

        def columns(self, field):
            return (Column("", "smallint"),)

        def parse(self, value, field, context):
            if isinstance(value, int) and 1 <= value <= 5:
                return value
            raise ValueFault(code="stars", found=repr(value), wanted="a whole number from 1 to 5")

        def read(self, text, field, context):
            return self.parse(len(text.strip()), field, context)

        def operators(self, field):
            return comparison_operators("smallint")
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from kith_metadata.definitions import Field

T = TypeVar("T")

Bind = Callable[[object, str], str]
"""Takes a value and its SQL type, answers with the placeholder that stands for it (`$3::text`)."""


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What reading or comparing a value depends on besides the value: never a global, never the machine's clock."""

    now: datetime
    zone: ZoneInfo
    currency: str
    locale: str = "en"
    me: UUID | None = None


class Column(msgspec.Struct, frozen=True):
    """One physical column of a field: its name is the field's column plus `suffix` ("" or "__something")."""

    suffix: str
    sql_type: str


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


class FieldType(ABC, Generic[T]):
    """How values of one kind are stored, read, compared and shown.

    `T` is the Python value; None is always "empty" and never reaches `dump`, `text` or `store_value`. Labels, help and icon stand
    in `words.yaml` beside the type's module, under its name.
    """

    name: ClassVar[str]
    properties: ClassVar[Mapping[str, Any]] = {}
    """JSON Schema of the properties this type adds to a field; the studio makes its form of it."""
    required_properties: ClassVar[tuple[str, ...]] = ()
    input: ClassVar[str] = "text"
    display: ClassVar[str] = "text"
    filter: ClassVar[str] = "text"
    numeric: ClassVar[bool] = False
    """Shown right-aligned with tabular digits, and can be summed."""
    unique_allowed: ClassVar[bool] = True
    has_options: ClassVar[bool] = False

    @abstractmethod
    def columns(self, field: Field) -> tuple[Column, ...]:
        """The physical columns; the first, with suffix "", is NULL exactly when the value is empty."""

    @abstractmethod
    def parse(self, value: object, field: Field, context: Context) -> T | None:
        """A JSON value of the API, strictly; raises `ValueFault`."""

    @abstractmethod
    def read(self, text: str, field: Field, context: Context) -> T | None:
        """What people type or files hold, tolerantly; raises `ValueFault`. Blank text is None."""

    @abstractmethod
    def operators(self, field: Field) -> Mapping[str, Operator]:
        """By name; the first is the one a filter starts with."""

    def dump(self, value: T, field: Field) -> object:
        """The JSON form, as `parse` takes it; msgspec encodes dates, decimals and UUIDs by itself."""
        return value

    def text(self, value: T, field: Field, context: Context) -> str:
        """Plain text for titles, exports and search; `read` understands it, unless the type says otherwise."""
        return str(value)

    def store(self, value: T | None, field: Field) -> tuple[object, ...]:
        """The values of `columns`, in order."""
        return tuple(None for _ in self.columns(field)) if value is None else self.store_value(value, field)

    def store_value(self, value: T, field: Field) -> tuple[object, ...]:
        return (value,)

    def load(self, stored: tuple[Any, ...], field: Field) -> T | None:
        """The value from its columns; the inverse of `store`."""
        return stored[0]

    loads_plainly: ClassVar[bool] = True
    """True when `load` is the first column as it comes and `dump` the value itself: the fast path of lists."""

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
        """The right-hand side of a comparison; raises `ValueFault`. Override where it is not one of the type's own values."""
        if operator.operand == "none":
            return None
        if operator.operand == "one":
            return self.parse(value, field, context)
        from kith_metadata.field_types.operands import parse_several

        return parse_several(self, operator, value, field, context)

    def convert(self, value: Any, source: "FieldType[Any]", source_field: Field, field: Field, context: Context) -> T | None:
        """A value of another type made one of this type, for retypes; raises `ValueFault` when it cannot be."""
        return self.read(source.text(value, source_field, context), field, context)

    def references(self, field: Field) -> str | None:
        """The id of the entity this field points to, if it points to one."""
        return None
