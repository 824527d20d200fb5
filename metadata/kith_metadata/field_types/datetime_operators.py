"""Comparisons of moments with spans: "on 20 October" is any moment of that day, "at 14:00" that very one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from kith_metadata.field_types.base import Bind, Operator
from kith_metadata.field_types.moments import Span
from kith_metadata.field_types.operators import Family, emptiness, family

Columns = Mapping[str, str]


@cache
def datetime_operators() -> Family:
    return family(
        "date",
        Operator(
            name="eq", operand="one", sql=lambda columns, operand, bind: _within(columns, [operand], bind),
            matches=lambda value, operand: _is_within(value, [operand]),
        ),
        Operator(
            name="ne", operand="one", sql=lambda columns, operand, bind: f"(NOT {_within(columns, [operand], bind)})",
            matches=lambda value, operand: not _is_within(value, [operand]),
        ),
        Operator(
            name="lt", operand="one", sql=_side("<", _start),
            matches=lambda value, operand: value is not None and value < operand.start,
        ),
        Operator(
            name="lte", operand="one", sql=_side("<", _end),
            matches=lambda value, operand: value is not None and value < operand.end,
        ),
        Operator(
            name="gt", operand="one", sql=_side(">=", _end),
            matches=lambda value, operand: value is not None and value >= operand.end,
        ),
        Operator(
            name="gte", operand="one", sql=_side(">=", _start),
            matches=lambda value, operand: value is not None and value >= operand.start,
        ),
        Operator(
            name="between", operand="two", sql=lambda columns, operand, bind: _within(columns, [_from_to(operand)], bind),
            matches=lambda value, operand: _is_within(value, [_from_to(operand)]),
        ),
        Operator(
            name="in", operand="many", sql=_within, matches=lambda value, operand: _is_within(value, operand),
        ),
        Operator(
            name="not_in", operand="many", sql=lambda columns, operand, bind: f"(NOT {_within(columns, operand, bind)})",
            matches=lambda value, operand: not _is_within(value, operand),
        ),
        *emptiness(),
    )


def _start(span: Span) -> datetime:
    return span.start


def _end(span: Span) -> datetime:
    return span.end


def _from_to(spans: tuple[Span, Span]) -> Span:
    return Span(spans[0].start, spans[1].end)


def _side(sign: str, edge: Callable[[Span], datetime]) -> Callable[[Columns, Any, Bind], str]:
    def sql(columns: Columns, operand: Span, bind: Bind) -> str:
        return f"({columns['']} IS NOT NULL AND {columns['']} {sign} {bind(edge(operand), 'timestamptz')})"

    return sql


def _within(columns: Columns, spans: Iterable[Span], bind: Bind) -> str:
    column = columns[""]
    tests = [
        f"({column} >= {bind(span.start, 'timestamptz')} AND {column} < {bind(span.end, 'timestamptz')})" for span in spans
    ]
    return f"({column} IS NOT NULL AND ({' OR '.join(tests) or 'FALSE'}))"


def _is_within(value: datetime | None, spans: Iterable[Span]) -> bool:
    return value is not None and any(span.start <= value < span.end for span in spans)
