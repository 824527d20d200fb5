"""Conditions in plain words: "Stage is Won and Close on is in the last 30 days"."""

import re
from collections.abc import Callable
from typing import Any

from kith_metadata.catalog import Catalog
from kith_metadata.conditions.condition import All, AnyOf, Condition, Leaf, Not
from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Context

UNITS = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}
TitleOf = Callable[[Field, Any], str | None]
"""The title of the record or the name of the account that a value points to, for whoever knows them."""


def words(condition: Condition, catalog: Catalog, context: Context, title_of: TitleOf | None = None) -> str:
    """The whole condition as one phrase, by the labels of the catalog."""
    speaker = _Speaker(catalog, context, title_of)
    return speaker.say(condition)


class _Speaker:
    def __init__(self, catalog: Catalog, context: Context, title_of: TitleOf | None) -> None:
        self.catalog, self.context, self.title_of = catalog, context, title_of

    def say(self, condition: Condition, *, inside: bool = False) -> str:
        match condition:
            case Leaf():
                return self._leaf(condition)
            case Not():
                return f"not ({self.say(condition.condition)})"
            case All(conditions=()):
                return "everything"
            case AnyOf(conditions=()):
                return "nothing"
            case All(conditions=parts) | AnyOf(conditions=parts):
                joint = " and " if isinstance(condition, All) else " or "
                said = joint.join(self.say(part, inside=True) for part in parts)
                return f"({said})" if inside and len(parts) > 1 else said

    def _leaf(self, leaf: Leaf) -> str:
        labels = " of ".join(field.label for field in reversed(leaf.path))
        span = _span(leaf.written) if leaf.operator.operand == "two" else None
        if span:
            return f"{labels} is {span}"
        operand = self._operand(leaf)
        return " ".join(part for part in (labels, leaf.operator.words, operand) if part)

    def _operand(self, leaf: Leaf) -> str:
        match leaf.operator.operand:
            case "none":
                return ""
            case "one":
                return self._value(leaf, leaf.written, leaf.operand)
            case several:
                said = [self._value(leaf, *pair) for pair in zip(leaf.written, leaf.operand, strict=True)]
                joint = " and " if several == "two" else " or "
                return joint.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)

    def _value(self, leaf: Leaf, written: Any, value: Any) -> str:
        if isinstance(written, dict):
            relative = _relative(written)  # pyright: ignore[reportUnknownArgumentType]  # any JSON object
            if relative:
                return relative
        title = self.title_of(leaf.field, value) if self.title_of else None
        return title or self.catalog.field_type(leaf.field).text(value, leaf.field, self.context)


def _relative(written: dict[str, Any]) -> str | None:
    match written:
        case {"me": _}:
            return "me"
        case {"today": str(offset)}:
            return _moment(offset, "today")
        case {"now": str(offset)}:
            return _moment(offset, "now")
        case _:
            return None


def _moment(offset: str, here: str) -> str:
    count, unit = _offset(offset)
    if count == 0:
        return here
    return f"{_counted(-count, unit)} ago" if count < 0 else f"in {_counted(count, unit)}"


def _span(written: Any) -> str | None:
    """The last or next so many days, where a range begins or ends here."""
    match written:
        case [{"today": str(low)}, {"today": str(high)}] | [{"now": str(low)}, {"now": str(high)}]:
            (before, unit), (after, other) = _offset(low), _offset(high)
            if before < 0 and after == 0:
                return f"in the last {_counted(-before, unit)}"
            if before == 0 and after > 0:
                return f"in the next {_counted(after, other)}"
    return None


def _offset(written: str) -> tuple[int, str]:
    found = re.fullmatch(r"([+-]?\d+)([a-z])", written.strip())
    return (int(found[1]), found[2]) if found else (0, "d")


def _counted(count: int, unit: str) -> str:
    return f"{count} {UNITS[unit]}{'' if count == 1 else 's'}"
