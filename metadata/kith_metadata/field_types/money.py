"""An amount with its currency."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from babel.numbers import format_currency, get_currency_precision

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.money_operators import money_operators
from kith_metadata.field_types.money_value import Money as Amount
from kith_metadata.field_types.money_value import currency_of_sign, known_currency, money
from kith_metadata.field_types.number_text import format_number, locale_of, read_number
from kith_metadata.field_types.number_values import number_in
from kith_metadata.field_types.operators import Family
from kith_metadata.field_types.strict_number import exact

_UNITS = re.compile(r"[^\W\d_]+[$.]?|[^\w\s.,()'’+−‐‑‒–-]+")


class Money(FieldType[Amount]):
    name = "money"
    input, display, filter = "money", "money", "money"
    numeric = True
    loads_plainly = False

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "numeric"), Column("__currency", "text", "C")

    def parse(self, value: object, field: Field, context: Context) -> Amount | None:
        if value is None or isinstance(value, Amount):
            return value
        amount, currency = _parts(value)
        return money(amount, currency or context.currency)

    def read(self, text: str, field: Field, context: Context) -> Amount | None:
        if not text.strip():
            return None
        units = [unit.strip("\u200e\u200f\u061c") for unit in _UNITS.findall(text)]
        currencies = {_currency(unit, context) for unit in units if unit} or {context.currency}
        if len(currencies) > 1:
            raise ValueFault(code="currency", found=found(text), wanted="an amount in one currency")
        return money(read_number(_UNITS.sub("", text), context.locale), currencies.pop())

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> Amount | Decimal:
        """A number alone compares amounts, whatever their currency."""
        if isinstance(value, Amount):
            return value
        amount, currency = _parts(value)
        return Amount(amount, currency) if currency else amount

    def operators(self, field: Field) -> Family:
        return money_operators()

    def dump(self, value: Amount, field: Field) -> object:
        return {"amount": f"{value.amount:f}", "currency": value.currency}

    def revive(self, value: Any, field: Field) -> Amount:
        return Amount(Decimal(value["amount"]), value["currency"])

    def text(self, value: Amount, field: Field, context: Context) -> str:
        return format_currency(value.amount, value.currency, locale=locale_of(context.locale))

    def plain_text(self, value: Amount, field: Field, context: Context) -> str:
        number = format_number(value.amount, get_currency_precision(value.currency), context.locale, groups=False)
        return f"{number} {value.currency}"

    def search_text(self, value: Amount, field: Field, context: Context) -> str:
        return f"{value.amount:f}"

    def store_value(self, value: Amount, field: Field) -> tuple[object, ...]:
        return value.amount, value.currency

    def load(self, stored: tuple[Any, ...], field: Field) -> Amount | None:
        return None if stored[0] is None else Amount(stored[0], stored[1])

    def unique_suffixes(self, field: Field) -> tuple[str, ...]:
        return "", "__currency"

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> Amount | None:
        if isinstance(value, Amount):
            return value
        number = number_in(value)
        return super().convert(value, source, source_field, field, context) if number is None else money(number, context.currency)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {
            "type": "object", "required": ["amount", "currency"], "additionalProperties": False,
            "properties": {"amount": {"type": "string", "format": "decimal"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
        }


def _parts(value: object) -> tuple[Decimal, str]:
    """Amount and currency of a JSON value; "" for a number alone."""
    if not isinstance(value, Mapping):
        return exact(value), ""
    parts = cast(Mapping[str, object], value)
    amount, currency = parts.get("amount"), parts.get("currency")
    if set(parts) - {"amount", "currency"} or amount is None or not isinstance(currency, str | None):
        raise unlike(parts, "an amount with its currency", 'write `{"amount": "12.50", "currency": "EUR"}`')
    return exact(amount), known_currency(currency) if currency else ""


def _currency(unit: str, context: Context) -> str:
    if currency := currency_of_sign(unit, context.locale, context.currency):
        return currency
    raise ValueFault(code="currency", found=found(unit), wanted="the code or the sign of a currency", mend="write its code, such as EUR")
