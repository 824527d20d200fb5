"""Shares of a hundred."""

import decimal
import re
from functools import lru_cache

from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Context
from kith_metadata.field_types.decimal import Decimal, scale_of
from kith_metadata.field_types.number_text import format_number, locale_of

_SIGN = re.compile(r"[%٪％]")


class Percent(Decimal):
    """Twenty percent is 20, in the API and in formulas alike."""

    name = "percent"
    input, display, filter = "percent", "percent", "percent"

    def read(self, text: str, field: Field, context: Context) -> decimal.Decimal | None:
        return super().read(_SIGN.sub("", text, count=1), field, context)

    def text(self, value: decimal.Decimal, field: Field, context: Context) -> str:
        """Decimals only where there are any: nobody reads 20.00%."""
        digits = format_number(value, _fewest_decimals(value), context.locale)
        before, after = _around(context.locale)
        return f"{before}{digits}{after}"

    def plain_text(self, value: decimal.Decimal, field: Field, context: Context) -> str:
        return f"{format_number(value, scale_of(value, field), context.locale, groups=False)}%"


def _fewest_decimals(value: decimal.Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=64)
def _around(locale: str) -> tuple[str, str]:
    """What stands before and after the number: `%20` in Turkish, `20 %` in German."""
    before, after = re.split(r"[#0,.]+", locale_of(locale).percent_formats[None].pattern, maxsplit=1)
    return before, after
