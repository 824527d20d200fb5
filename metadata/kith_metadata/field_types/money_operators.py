"""Comparisons of amounts; an operand that names a currency compares that too."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import msgspec

from kith_metadata.field_types.base import Bind, Operator
from kith_metadata.field_types.money_value import Money
from kith_metadata.field_types.operators import Family, Side, emptiness, equality, family, membership, ordering

Columns = Mapping[str, str]

_AMOUNT = Side("", "numeric")
_CURRENCY = Side("__currency", "text")


@cache
def money_operators() -> Family:
    by_name = {operator.name: operator for operator in (*equality(_AMOUNT), *ordering(_AMOUNT), *membership(_AMOUNT))}
    equal = _in_currency(by_name["eq"])
    compared = [_in_currency(by_name[name]) for name in ("lt", "lte", "gt", "gte")]
    return family(
        "number", equal, _opposite("ne", equal), *compared, _between(compared[3], compared[1]),
        member := _in(equal), _opposite("not_in", member), *emptiness(),
    )


def _amount(operand: Money | Decimal) -> Decimal:
    return operand.amount if isinstance(operand, Money) else operand


def _in_currency(operator: Operator) -> Operator:
    """The comparison of amounts, and of currencies where the operand has one."""

    def sql(columns: Columns, operand: Money | Decimal, bind: Bind) -> str:
        amounts = operator.sql(columns, _amount(operand), bind)
        return f"({amounts} AND {_CURRENCY.column(columns)} = {bind(operand.currency, 'text')})" if isinstance(operand, Money) else amounts

    def matches(value: Money | None, operand: Money | Decimal) -> bool:
        if value is None or (isinstance(operand, Money) and value.currency != operand.currency):
            return False
        return operator.matches(value.amount, _amount(operand))

    return msgspec.structs.replace(operator, sql=sql, matches=matches)


def _opposite(name: str, operator: Operator) -> Operator:
    return Operator(
        name=name, operand=operator.operand,
        sql=lambda columns, operand, bind: f"(NOT {operator.sql(columns, operand, bind)})",
        matches=lambda value, operand: not operator.matches(value, operand),
    )


def _between(least: Operator, most: Operator) -> Operator:
    def sql(columns: Columns, operand: Any, bind: Bind) -> str:
        return f"({least.sql(columns, operand[0], bind)} AND {most.sql(columns, operand[1], bind)})"

    return Operator(
        name="between", operand="two", sql=sql,
        matches=lambda value, operand: least.matches(value, operand[0]) and most.matches(value, operand[1]),
    )


def _in(equal: Operator) -> Operator:
    return Operator(
        name="in", operand="many",
        sql=lambda columns, operand, bind: f"({' OR '.join(equal.sql(columns, item, bind) for item in operand) or 'FALSE'})",
        matches=lambda value, operand: any(equal.matches(value, item) for item in operand),
    )
