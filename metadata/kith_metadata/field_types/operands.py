"""The right-hand side of a comparison: how many values, and from where."""

from collections.abc import Callable
from typing import Any, cast

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.context import Context
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.relative import resolve

MOST_VALUES = 1_000


def parse_operand(operand: str, value: object, context: Context, parse: Callable[[object], Any]) -> Any:
    """None, one parsed value, or a tuple of them, as `operand` says; relative ones are resolved first."""

    def parse_one(raw: object) -> Any:
        parsed = None if raw is None else parse(resolve(raw, context))
        if parsed is None:
            raise unlike(raw, "a value to compare with", "ask with `is_empty` or `is_not_empty` for records without a value", "operand")
        return parsed

    if operand == "none":
        return None
    return parse_one(value) if operand == "one" else tuple(parse_one(item) for item in _several(operand, value))


def _several(operand: str, value: object) -> list[object]:
    if not isinstance(value, (list, tuple)):
        wanted = "a list of two values, from and to" if operand == "two" else "a list of values"
        raise unlike(value, wanted, code="operand")
    items = list(cast(list[object], value))
    if operand == "two" and len(items) != 2:
        raise unlike(items, "a list of two values, from and to", code="operand")
    if len(items) > MOST_VALUES:
        raise ValueFault(code="operand", found=found(items), wanted=f"at most {MOST_VALUES:,} values")
    return items
