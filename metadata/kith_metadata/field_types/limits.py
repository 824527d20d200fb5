"""The least and the most a number may be, where a field says so."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.number_text import plain_number


def limit_properties(json_type: str) -> Mapping[str, Any]:
    return {
        "min": {"type": json_type, "title": "Least", "description": "Smaller numbers are refused."},
        "max": {"type": json_type, "title": "Most", "description": "Larger numbers are refused."},
    }


def check_limits(value: Decimal, field: Field) -> None:
    """Raises `ValueFault` for a number that the field does not allow."""
    least, most = _limit(field, "min"), _limit(field, "max")
    if (least is not None and value < least) or (most is not None and value > most):
        raise ValueFault(code="out_of_range", found=plain_number(value), wanted=_range(least, most))


def limit_faults(field: Field) -> tuple[ValueFault, ...]:
    """A field in which no number fits."""
    least, most = _limit(field, "min"), _limit(field, "max")
    if least is None or most is None or least <= most:
        return ()
    return (ValueFault(
        code="empty_range", found=f"a least of {plain_number(least)} and a most of {plain_number(most)}",
        wanted="a least that is not above the most", mend="swap the two",
    ),)


def _limit(field: Field, name: str) -> Decimal | None:
    limit = field.properties.get(name)
    return None if limit is None else Decimal(str(limit))


def _range(least: Decimal | None, most: Decimal | None) -> str:
    if least is None or most is None:
        return f"at least {plain_number(least)}" if least is not None else f"at most {plain_number(most or Decimal())}"
    return f"a number from {plain_number(least)} to {plain_number(most)}"
