"""Numbers as people and files write them."""

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import NumberPattern, get_decimal_symbol, get_group_symbol, parse_pattern

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found

LIMIT = Decimal(10) ** 18
"""Numbers lie below this on either side of nought."""

EXACT = Context(prec=60, rounding=ROUND_HALF_EVEN)
"""Wide enough for every number below the limit with ten decimals."""

LONGEST = 100
"""Characters of a number, its spaces and signs included."""

_MINUS = dict.fromkeys(map(ord, "−‐‑‒–﹣－"), "-")
_GAPS = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_GROUPED = re.compile(r"\d{1,3}(?P<sign>[.,])(?:\d{2,3}(?P=sign))*\d{3}")
_NUMBER = re.compile(r"([+-]?)(\d[\d.,]*|[.,]\d+)(-?)")


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    return Locale.parse(name.replace("-", "_"))


def read_number(text: str, locale: str) -> Decimal:
    """The number in a text without units. The locale decides what `1,234` is; where it cannot, that is a fault."""
    plain = _plain(text[:LONGEST])
    negative = plain.startswith("(") and plain.endswith(")")
    if len(text) > LONGEST or not (match := _NUMBER.fullmatch(plain[1:-1].strip() if negative else plain)) or (match[1] and match[3]):
        raise ValueFault(code="number", found=found(text), wanted=f"a number such as {example_number(locale)}")
    digits = _without_groups(match[2], locale, text)
    value = Decimal(digits)
    return -value if value and (negative or "-" in (match[1], match[3])) else value


def within_limit(value: Decimal) -> Decimal:
    """The number itself; raises `ValueFault` where it is none or too large to be kept exactly."""
    if not value.is_finite():
        raise ValueFault(code="number", found=str(value), wanted="a finite number")
    if abs(value) >= LIMIT:
        raise ValueFault(code="too_large", found=f"{value:.3E}", wanted="a number of at most 18 digits before the decimals")
    return value


def with_scale(value: Decimal, scale: int, mend: str) -> Decimal:
    """The number with exactly so many decimals; raises `ValueFault` rather than round."""
    with localcontext(EXACT):
        scaled = within_limit(value).quantize(Decimal(1).scaleb(-scale))
    if scaled != value:
        wanted = f"at most {scale} decimals" if scale > 1 else "at most 1 decimal" if scale else "a whole number"
        raise ValueFault(code="decimals", found=plain_number(value), wanted=wanted, mend=mend)
    return abs(scaled) if scaled == 0 else scaled


def plain_number(value: Decimal) -> str:
    """Digits, a point, digits: never an exponent."""
    return f"{value:f}" if value.adjusted() < 40 else f"{value:.3E}"


def format_number(value: Decimal, scale: int, locale: str, *, groups: bool = True) -> str:
    """As the locale writes it, with so many decimals."""
    with localcontext(EXACT):
        return _pattern(locale, scale).apply(value, locale_of(locale), group_separator=groups)


def example_number(locale: str) -> str:
    return format_number(Decimal("1234.5"), 2, locale)


@lru_cache(maxsize=256)
def _pattern(locale: str, scale: int) -> NumberPattern:
    whole = locale_of(locale).decimal_formats[None].pattern.partition(".")[0]
    return parse_pattern(f"{whole}.{'0' * scale}" if scale else whole)


def _plain(text: str) -> str:
    """ASCII digits and minus, no invisible marks, no gaps between digits."""
    shown = "".join(
        str(unicodedata.decimal(character)) if character.isdecimal() else character
        for character in text.strip().translate(_MINUS) if unicodedata.category(character) != "Cf"
    )
    return _GAPS.sub("", re.sub(r"^([+-])\s+", r"\1", shown))


def _without_groups(digits: str, locale: str, text: str) -> str:
    """The digits with a decimal point, groups joined."""
    point = _decimal_sign(digits, locale, text)
    whole, _, fraction = digits.rpartition(point) if point else (digits, "", "")
    if point and (not fraction.isdigit() or point in whole):
        raise _ambiguous(text, locale)
    groups = re.split("[.,]", whole)
    if len(groups) > 1 and not _GROUPED.fullmatch(whole):
        raise _ambiguous(text, locale)
    return f"{''.join(groups) or '0'}.{fraction}" if fraction else "".join(groups)


def _decimal_sign(digits: str, locale: str, text: str) -> str:
    """Which sign starts the decimals: "" for none."""
    signs = re.findall("[.,]", digits)
    if len(set(signs)) == 2:
        return signs[-1]
    if len(signs) != 1:
        return ""
    if not re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits):
        return signs[0]
    if signs[0] == get_decimal_symbol(locale_of(locale)):
        return signs[0]
    if signs[0] == get_group_symbol(locale_of(locale)):
        return ""
    raise _ambiguous(text, locale)


def _ambiguous(text: str, locale: str) -> ValueFault:
    return ValueFault(
        code="ambiguous_number", found=found(text), wanted=f"a number such as {example_number(locale)}",
        mend="leave the thousands separators out",
    )
