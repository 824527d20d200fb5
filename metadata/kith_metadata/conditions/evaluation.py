"""A condition asked of one record, in Python: the same answer as its SQL gives."""

from collections.abc import Callable
from typing import Any

from kith_metadata.conditions.condition import All, AnyOf, Condition, Leaf, Not
from kith_metadata.definitions import Field

ValueOf = Callable[[tuple[Field, ...]], Any]


def matches(condition: Condition, value_of: ValueOf) -> bool:
    """Whether the record whose values `value_of` knows, by path, meets the condition; None is an empty value."""
    match condition:
        case Leaf():
            return condition.operator.matches(value_of(condition.path), condition.operand)
        case Not():
            return not matches(condition.condition, value_of)
        case All():
            return all(matches(part, value_of) for part in condition.conditions)
        case AnyOf():
            return any(matches(part, value_of) for part in condition.conditions)
