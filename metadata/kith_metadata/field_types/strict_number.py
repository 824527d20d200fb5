"""Decimals as the API takes them: exact, in one notation."""

import re
from decimal import Decimal

from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.number_text import LONGEST, within_limit

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)


def exact(value: object) -> Decimal:
    """A JSON number, or text with digits and a point; raises `ValueFault`."""
    if isinstance(value, Decimal):
        return within_limit(value)
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise unlike(value, "a number", 'write it as `"12.50"` or `12.5`')
    if isinstance(value, int):
        return within_limit(Decimal(value))
    text = repr(value) if isinstance(value, float) else value.strip()
    if len(text) > LONGEST or not _PLAIN.fullmatch(text):
        raise unlike(value, "a number", "write digits and a point, without thousands separators")
    return within_limit(Decimal(text))
