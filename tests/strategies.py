"""Values and operands of every field type, drawn from the hard ends of what the type takes.

    field = field_of("money")
    value = draw(values(field))                          # a Python value or None
    raw = draw(operands(field, operator))                # a JSON operand, as an API call carries it
    operand = TYPES[field.type].parse_operand(operator, raw, field, CONTEXT)

Values and operands come from the same small pools half of the time, so that equality is met and not only difference.
"""

import string
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kith_metadata.definitions import Field, Option
from kith_metadata.field_types import Context, FieldTypes, Operator
from kith_metadata.field_types.standard import STANDARD_TYPES

TYPES = FieldTypes(STANDARD_TYPES)

ME = UUID("0198f0a0-0000-7000-8000-0000000000aa")
CONTEXT = Context(
    now=datetime(2026, 3, 29, 0, 30, tzinfo=UTC), zone=ZoneInfo("Europe/Amsterdam"), currency="EUR", locale="en", me=ME,
)
"""Half an hour before the clocks are put forward, on a day that is already the 29th in the zone."""

LOCALES = ["en", "en_GB", "de", "fr", "nl", "es", "it", "sv", "pl", "ru", "tr", "pt_BR", "ja", "zh", "ar", "hi", "en_IN", "de_CH", "fi", "hu"]
ZONES = ["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Africa/Cairo", "America/Sao_Paulo"]

contexts = st.builds(
    Context, now=st.just(CONTEXT.now), zone=st.sampled_from(ZONES).map(ZoneInfo), currency=st.sampled_from(["EUR", "USD", "JPY", "KWD"]),
    locale=st.sampled_from(LOCALES), me=st.just(ME),
)

OPTIONS = (
    Option(key="qualify", label="Qualify"), Option(key="won", label="Won"), Option(key="lost", label="Lost, for now"),
    Option(key="on_hold", label="On hold"), Option(key="x_7", label="Überfällig"), Option(key="q2", label='The "second"'),
    Option(key="gone", label="Gone", retired=True),
)

_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    "decimal": {"scale": 4}, "reference": {"to": "contacts.organization"}, "phone": {"region": "NL"},
    "auto_number": {"prefix": "INV-", "digits": 4},
}


def field_of(type_name: str, **changes: Any) -> Field:
    """A field of the type as it is mostly used; `changes` are those of `Field`."""
    given: dict[str, Any] = {
        "id": f"field:test.thing.{type_name}", "name": type_name, "key": type_name, "type": type_name, "label": type_name.capitalize(),
        "owner": "test", "column": f"c_{type_name}", "properties": _PROPERTIES.get(type_name, {}),
        "options": OPTIONS if TYPES[type_name].has_options else (),
    }
    return Field(**{**given, **changes})


FIELDS = tuple(field_of(name) for name in TYPES.names())

_HARD_TEXTS = [
    "Straße", "STRASSE", "straße", "İstanbul", "istanbul", "ISTANBUL", "ıstanbul", "ſalz", "Salz", "Ångström", "angstrom", "A\u030angström",
    "ΟΔΟΣ", "οδος", "Οδός", "ﬁn", "fin", "e\u0301", "é", "E", "100%", "100", "a_b", "aXb", "a\\b", "\\", "%", "_", "'", '"', "😀", "👩‍👩‍👧",
    "שלום", "مرحبا", "日本", "한국어", "ǆ", "ǅ", "\u0345α", "ᾳ", "ŉ", "½", "①", "Z", "z", "a", "A", "ä", "\U0001f600\ufe0f", "\ue000", "\uffff",
    "\U0010ffff", "a b", "a\u00a0b", "-", "0", "null", "NULL", "$1", "{}", "--", "x" * 200,
]
_ALPHABET = st.one_of(
    st.characters(exclude_categories=["Cs", "Cc"]), st.sampled_from("ßİıſÅΣσςaAeE%_\\'\"́̈ͅ"), st.sampled_from(string.ascii_letters),
)
texts = st.one_of(st.sampled_from(_HARD_TEXTS), st.text(_ALPHABET, max_size=12))
"""Anything but controls, NUL and lone surrogates; may be blank, decomposed, or longer folded than it is."""

hard_texts = st.text(st.one_of(st.characters(), st.sampled_from("\x00\x01\ud800\udfff\r\n\t\u2028\x85")), max_size=12)
"""With those as well."""

_DATES = [
    date(2026, 3, 29), date(2026, 3, 28), date(2026, 3, 30), date(2024, 2, 29), date(1900, 1, 1), date(1582, 10, 15), date(2, 1, 1), date(9998, 12, 31),
]
_MOMENTS = [
    datetime(2026, 3, 28, 23, 0, tzinfo=UTC), datetime(2026, 3, 28, 22, 59, 59, 999_999, tzinfo=UTC), datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC), datetime(9998, 12, 30, 23, 59, tzinfo=UTC), datetime(3, 1, 1, tzinfo=UTC),
]
_AMOUNTS = [Decimal(number) for number in ("0", "12.5", "12.50", "-12.5", "1054", "0.01", "999999999999999999", "-0.00", "1E+3", "1E-2")]
_UUIDS = [UUID(int=number) for number in (0, 1, 2**128 - 1)] + [ME, UUID("0198f0a0-0000-7000-8000-0000000000ab")]

_wide_datetimes = st.datetimes(datetime(3, 1, 1), datetime(9998, 12, 30), timezones=st.sampled_from([UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]))


def _decimals(places: int, least: int = -(10**17), most: int = 10**17) -> st.SearchStrategy[Decimal]:
    pool = st.sampled_from([amount for amount in _AMOUNTS if round(amount, places) == amount and least <= amount <= most])
    return pool | st.decimals(least, most, places=places, allow_nan=False, allow_infinity=False)


def _money() -> st.SearchStrategy[Any]:
    amounts = {"EUR": 2, "USD": 2, "JPY": 0, "KWD": 3}
    return st.one_of([st.builds(lambda amount, code: {"amount": str(amount), "currency": code}, _decimals(places), st.just(code)) for code, places in amounts.items()])


_EMAILS = ["ada@example.org", "Ada@Example.ORG", "straße@münchen.de", "STRASSE@MÜNCHEN.DE", "a.b+c@sub.example.co.uk", "o'neil@example.org", "%@example.org", "a_b@example.org", "aXb@example.org"]
_PHONES = ["+31201234567", "020 123 4567", "+1 650 253 0000", "+31 20 123 4567 ext. 12", "+49 30 901820", "+525512345678"]
_URLS = ["https://example.org", "https://example.org/a_b?c=100%25", "http://EXAMPLE.org/Straße", "https://münchen.de/#x", "https://example.org:8443/"]

_JSON: Mapping[str, st.SearchStrategy[Any]] = {
    "text": texts, "long_text": st.builds("\n".join, st.lists(texts, max_size=3)),
    "integer": st.sampled_from([0, 1, -1, 12, 2**53 + 1, 10**18 - 1, -(10**18) + 1]) | st.integers(-(10**18) + 1, 10**18 - 1),
    "decimal": _decimals(4).map(str), "percent": _decimals(2, -1000, 1000).map(str), "money": _money(), "boolean": st.booleans(),
    "date": (st.sampled_from(_DATES) | st.dates()).map(date.isoformat),
    "datetime": (st.sampled_from(_MOMENTS) | _wide_datetimes).map(datetime.isoformat),
    "select": st.sampled_from([option.key for option in OPTIONS if not option.retired]),
    "multi_select": st.lists(st.sampled_from([option.key for option in OPTIONS if not option.retired]), max_size=4),
    "tags": st.lists(texts.filter(lambda text: len(text) <= 30), max_size=4), "email": st.sampled_from(_EMAILS), "phone": st.sampled_from(_PHONES), "url": st.sampled_from(_URLS),
    "reference": (st.sampled_from(_UUIDS) | st.uuids()).map(str), "user": (st.sampled_from(_UUIDS) | st.uuids()).map(str),
}


def jsons(field: Field) -> st.SearchStrategy[Any]:
    """JSON values that the type takes; some of them are blank."""
    return _JSON[field.type]


def values(field: Field) -> st.SearchStrategy[Any]:
    """Python values as a record holds them, None among them."""
    if field.type == "auto_number":
        return st.none() | st.sampled_from([1, 2, 41, 42, 12345]) | st.integers(1, 10**12)
    return st.none() | jsons(field).map(lambda raw: TYPES[field.type].parse(raw, field, CONTEXT))


def operands(field: Field, operator: Operator) -> st.SearchStrategy[Any]:
    """JSON operands that `parse_operand` takes."""
    one = _operand(field, operator)
    if operator.operand == "none":
        return st.none()
    if operator.operand == "one":
        return one
    return st.lists(one, min_size=2, max_size=2) if operator.operand == "two" else st.lists(one, max_size=3)


def _operand(field: Field, operator: Operator) -> st.SearchStrategy[Any]:
    whole, compared = _compared(field), operator.name in ("contains", "not_contains", "starts_with", "ends_with")
    if field.type == "phone" and compared:
        return st.sampled_from(["020", "+31", "123", "6502", "+", "0"])
    return whole | st.sampled_from(["a", "%", "_", "ss", "ß", "s", ".", "example", "\\", "é", "🙂"]) if compared else whole


def _compared(field: Field) -> st.SearchStrategy[Any]:
    texts_that_are_some = texts.filter(lambda text: bool(text.strip()))
    match field.type:
        case "text" | "long_text" | "tags":
            return texts_that_are_some
        case "email" | "url":
            return jsons(field) | texts_that_are_some
        case "multi_select" | "select":
            return st.sampled_from([option.key for option in OPTIONS])
        case "money":
            return jsons(field) | _decimals(3).map(str)
        case "date":
            return jsons(field) | st.sampled_from([{"today": "-1d"}, {"today": "0d"}, {"today": "1m"}])
        case "datetime":
            days = st.sampled_from(_DATES).map(date.isoformat)
            return jsons(field) | days | st.sampled_from([{"today": ""}, {"today": "-1d"}, {"now": "-90h"}, {"now": "1y"}])
        case "user":
            return jsons(field) | st.just({"me": "id"})
        case "auto_number":
            return st.sampled_from([1, 42, "INV-0042", "inv-12345", "7"])
        case _:
            return jsons(field)
