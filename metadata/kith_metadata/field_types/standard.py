"""Ours, for whoever needs them without discovering plugins. They enter a site by entry points, as a stranger's do."""

from typing import Any

from kith_metadata.field_types.auto_number import AutoNumber
from kith_metadata.field_types.base import FieldType
from kith_metadata.field_types.boolean import Boolean
from kith_metadata.field_types.date import Date
from kith_metadata.field_types.datetime import DateTime
from kith_metadata.field_types.decimal import Decimal
from kith_metadata.field_types.email import Email
from kith_metadata.field_types.integer import Integer
from kith_metadata.field_types.long_text import LongText
from kith_metadata.field_types.money import Money
from kith_metadata.field_types.multi_select import MultiSelect
from kith_metadata.field_types.percent import Percent
from kith_metadata.field_types.phone import Phone
from kith_metadata.field_types.reference import Reference
from kith_metadata.field_types.select import Select
from kith_metadata.field_types.tags import Tags
from kith_metadata.field_types.text import Text
from kith_metadata.field_types.url import Url
from kith_metadata.field_types.user import User

STANDARD_TYPES: tuple[FieldType[Any], ...] = (
    Text(), LongText(), Integer(), Decimal(), Money(), Percent(), Boolean(), Date(), DateTime(), Select(), MultiSelect(),
    Tags(), Email(), Phone(), Url(), Reference(), User(), AutoNumber(),
)
"""In the order in which the studio offers them."""
