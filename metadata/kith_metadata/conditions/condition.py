"""What a condition is, once it has been read."""

from collections.abc import Iterator
from typing import Any

import msgspec

from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Operator


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """One comparison. `path` crosses references down to the field compared; `operand` is parsed, with relative values
    resolved; `written` is the value as it was written; `system` the key when the last field is one every record has."""

    path: tuple[Field, ...]
    operator: Operator
    operand: Any
    written: Any = None
    system: str | None = None

    @property
    def field(self) -> Field:
        return self.path[-1]


class All(msgspec.Struct, frozen=True):
    """Every one of them; none at all is true."""

    conditions: "tuple[Condition, ...]"


class AnyOf(msgspec.Struct, frozen=True):
    """At least one of them; none at all is false."""

    conditions: "tuple[Condition, ...]"


class Not(msgspec.Struct, frozen=True):
    condition: "Condition"


Condition = Leaf | All | AnyOf | Not


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Every comparison in it, for whoever asks which fields it reads."""
    match condition:
        case Leaf():
            yield condition
        case Not():
            yield from leaves(condition.condition)
        case All() | AnyOf():
            for part in condition.conditions:
                yield from leaves(part)
