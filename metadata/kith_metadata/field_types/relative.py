"""Operands that depend on the day, the hour or the person: `{"today": "-30d"}`, `{"now": "-2h"}`, `{"me": "id"}`."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar, cast

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.context import Context
from kith_metadata.field_types.describing import found, unlike

_KINDS = ("today", "now", "me")
_OFFSET = re.compile(r"([+-]?\d{1,5})([dwmyh])")
_WANTED = "an offset such as `-30d`: a number and d (days), w (weeks), m (months) or y (years)"

Day = TypeVar("Day", date, datetime)


def is_relative(value: object) -> bool:
    """An object with one of the keys that stand for a moment or a person."""
    return isinstance(value, Mapping) and len(cast(Mapping[object, object], value)) == 1 and next(iter(cast(Mapping[object, object], value))) in _KINDS


def resolve(value: object, context: Context) -> object:
    """The JSON value that a relative operand stands for here and now; anything else as it is."""
    if not is_relative(value):
        return value
    kind, argument = next(iter(cast(Mapping[str, object], value).items()))
    if kind == "me":
        return _me(argument, context)
    if not isinstance(argument, str):
        raise unlike(argument, _WANTED, code="relative")
    return _today(argument, context) if kind == "today" else _now(argument, context)


def _me(argument: object, context: Context) -> str:
    if argument != "id":
        raise unlike(argument, '`{"me": "id"}`', code="relative")
    if context.me is None:
        raise ValueFault(
            code="relative", found='`{"me": "id"}` where nobody is signed in', wanted="a person who asks",
            mend="name an account instead",
        )
    return str(context.me)


def _today(argument: str, context: Context) -> str:
    count, unit = _offset(argument)
    if unit == "h":
        raise unlike(argument, _WANTED, 'count hours from `{"now": ...}`', "relative")
    return _moved(context.today, count, unit, argument).isoformat()


def _now(argument: str, context: Context) -> str:
    """Days and longer keep the hour on the wall; hours are hours, whatever the clocks do."""
    count, unit = _offset(argument)
    if unit == "h":
        return _moved(context.now.astimezone(UTC), count, unit, argument).isoformat()
    return _moved(context.now.astimezone(context.zone), count, unit, argument).astimezone(UTC).isoformat()


def _offset(argument: str) -> tuple[int, str]:
    if argument.strip() in ("", "0"):
        return 0, "d"
    if not (match := _OFFSET.fullmatch(argument.strip())):
        raise unlike(argument, _WANTED, code="relative")
    return int(match[1]), match[2]


def _moved(start: Day, count: int, unit: str, argument: str) -> Day:
    try:
        if unit in "my":
            return _months_later(start, count * (12 if unit == "y" else 1))
        return start + timedelta(**{{"d": "days", "w": "weeks", "h": "hours"}[unit]: count})
    except (OverflowError, ValueError) as error:
        raise ValueFault(code="relative", found=found(argument), wanted="a day within the years 1 to 9999") from error


def _months_later(start: Day, months: int) -> Day:
    """The same day of another month, or its last one."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(year)
    return start.replace(year=year, month=month + 1, day=min(start.day, monthrange(year, month + 1)[1]))
