"""An amount of money, and what is known of currencies."""

from decimal import Decimal
from functools import cache, lru_cache

import msgspec
from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_precision, get_currency_symbol

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found
from kith_metadata.field_types.number_text import locale_of, with_scale


class Money(msgspec.Struct, frozen=True):
    """`amount` always has the number of decimals of its currency."""

    amount: Decimal
    currency: str


def money(amount: Decimal, currency: str) -> Money:
    """Raises `ValueFault` for a currency nobody knows, or more decimals than it has."""
    known_currency(currency)
    return Money(with_scale(amount, get_currency_precision(currency), f"round it to what {currency} has"), currency)


def known_currency(code: str) -> str:
    if code not in _currencies():
        raise ValueFault(code="currency", found=found(code), wanted="the code of a currency, such as EUR", mend="write three capital letters")
    return code


def currency_of_sign(sign: str, locale: str, site_currency: str) -> str | None:
    """Which currency a sign such as `$`, `€` or `kr` means here: the site's own first, then the reader's, then the best known."""
    if sign.upper() in _currencies():
        return sign.upper()
    if sign in _signs_of(site_currency, locale_of(locale)):
        return site_currency
    return _by_sign(locale).get(sign) or _by_sign("en").get(sign)


def _signs_of(code: str, locale: Locale) -> set[str]:
    """The signs of one currency: `CA$`, and the bare `$` in it."""
    full = {get_currency_symbol(code, locale), get_currency_symbol(code, "en")}
    return full | {sign.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for sign in full if not sign.isalpha()}


@lru_cache(maxsize=32)
def _by_sign(locale: str) -> dict[str, str]:
    """Signs that mean one currency only."""
    currencies: dict[str, list[str]] = {}
    for code in _currencies():
        currencies.setdefault(get_currency_symbol(code, locale_of(locale)), []).append(code)
    return {sign: codes[0] for sign, codes in currencies.items() if len(codes) == 1}


@cache
def _currencies() -> frozenset[str]:
    return frozenset(get_global("all_currencies"))
