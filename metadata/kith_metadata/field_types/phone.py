"""Numbers to call."""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.number_text import locale_of
from kith_metadata.field_types.operators import Family, Side, emptiness, equality, family, matching, membership
from kith_metadata.folding import normalise

_LONGEST = 100


class Phone(FieldType[str]):
    """Stored as E.164, an extension after it (`+31201234567;ext=12`)."""

    name = "phone"
    properties: ClassVar[Mapping[str, Any]] = {
        "region": {
            "type": "string", "pattern": "^[A-Z]{2}$",
            "title": "Country", "description": "Where numbers without an international prefix are from, such as `NL`.",
        },
    }
    input, display = "phone", "phone"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "text", "C"),)

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise unlike(value, "a phone number", "put it between quotation marks")
        return self.read(value, field, context)

    def read(self, text: str, field: Field, context: Context) -> str | None:
        line = normalise(text)
        return _stored(_number(line, _region(field, context))) if line else None

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str | None:
        """Whole numbers as the field reads them; of a part its digits, without the nought that stands for a country."""
        if operator.name in ("eq", "ne", "in", "not_in"):
            return self.parse(value, field, context)
        if not isinstance(value, str) or not (digits := re.sub(r"[^\d+]", "", normalise(value))):
            raise unlike(value, "digits of a phone number", code="operand")
        return digits if digits.startswith("+") else digits.lstrip("0") or "0"

    def operators(self, field: Field) -> Family:
        side = Side("", "text")
        parts = [operator for operator in matching(side) if operator.name != "ends_with"]
        return family("text", *parts, *equality(side), *membership(side), *emptiness())

    def text(self, value: str, field: Field, context: Context) -> str:
        return phonenumbers.format_number(_parsed(value), PhoneNumberFormat.INTERNATIONAL)

    def plain_text(self, value: str, field: Field, context: Context) -> str:
        return value

    def search_text(self, value: str, field: Field, context: Context) -> str:
        """International, and as it is written and dialled at home."""
        at_home = phonenumbers.format_number(_parsed(value), PhoneNumberFormat.NATIONAL)
        return f"{self.text(value, field, context)} {value} {at_home} {re.sub(r'[^0-9]', '', at_home)}"

    def faults(self, field: Field) -> tuple[ValueFault, ...]:
        region = field.properties.get("region")
        if region is None or region in phonenumbers.SUPPORTED_REGIONS:
            return ()
        return (ValueFault(code="region", found=found(region), wanted="the code of a country, such as NL"),)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "description": "E.164, such as +31201234567"}


def _number(line: str, region: str | None) -> PhoneNumber:
    try:
        number = phonenumbers.parse(line[:_LONGEST], region)
    except phonenumbers.NumberParseException as error:
        raise _unread(line, region) from error
    if len(line) > _LONGEST or not phonenumbers.is_possible_number(number):
        raise _unread(line, region)
    return number


def _unread(line: str, region: str | None) -> ValueFault:
    mend = "write it with its country, as +31 20 123 4567" if region is None or not line.startswith("+") else "check its digits"
    return ValueFault(code="phone", found=found(line), wanted="a phone number", mend=mend)


def _stored(number: PhoneNumber) -> str:
    digits = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{digits};ext={number.extension}" if number.extension else digits


def _parsed(value: str) -> PhoneNumber:
    return phonenumbers.parse(value, None)


def _region(field: Field, context: Context) -> str | None:
    """The field's country, else the locale's; a language of many countries has a likeliest one only by guess, so none."""
    return field.properties.get("region") or locale_of(context.locale).territory
