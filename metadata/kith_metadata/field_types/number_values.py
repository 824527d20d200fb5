"""What numeric values of different types have in common, for conversions between them."""

from decimal import Decimal

from kith_metadata.field_types.money_value import Money


def number_in(value: object) -> Decimal | None:
    """The number that a value of another type is or carries; None for values that only their text tells."""
    if isinstance(value, Money):
        return value.amount
    if isinstance(value, (int, Decimal)):
        return Decimal(value)
    return None
