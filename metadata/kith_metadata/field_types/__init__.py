"""How values of each kind are stored, read, compared and shown: the interface, ours, and the operator families."""

from kith_metadata.field_types.base import Bind, Column, Context, FieldType, Operator
from kith_metadata.field_types.operators import (
    Side,
    boolean_operators,
    choice_operators,
    date_operators,
    family,
    folded_text_operators,
    long_text_operators,
    many_operators,
    number_operators,
    reference_operators,
    text_operators,
)
from kith_metadata.field_types.registry import FieldTypes

__all__ = [
    "Bind",
    "Column",
    "Context",
    "FieldType",
    "FieldTypes",
    "Operator",
    "Side",
    "boolean_operators",
    "choice_operators",
    "date_operators",
    "family",
    "folded_text_operators",
    "long_text_operators",
    "many_operators",
    "number_operators",
    "reference_operators",
    "text_operators",
]
