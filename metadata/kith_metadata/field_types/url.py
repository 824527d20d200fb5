"""Addresses of pages on the web."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.operators import Family, text_operators
from kith_metadata.field_types.text import check_indexable, check_length, text_compared
from kith_metadata.folding import fold_search, normalise

_LONGEST = 2_000
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_HOST = re.compile(r"\[[0-9a-f:.]+\]|[\w.-]+", re.IGNORECASE)


class Url(FieldType[str]):
    """`http` and `https` only: anything else could run in the page that shows it."""

    name = "url"
    input, display = "url", "url"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "text"), Column("__fold", "text", "C")

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise unlike(value, "a web address", "put it between quotation marks")
        return _address(normalise(value))

    def read(self, text: str, field: Field, context: Context) -> str | None:
        """`example.org` alone is read as `https://example.org`."""
        line = normalise(text)
        return _address(line if not line or _SCHEME.match(line) else f"https://{line.removeprefix('//')}")

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str | None:
        return text_compared(value)

    def operators(self, field: Field) -> Family:
        return text_operators()

    def store_value(self, value: str, field: Field) -> tuple[object, ...]:
        return value, fold_search(value)

    def sort_suffix(self, field: Field) -> str | None:
        return "__fold"

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "uri", "maxLength": _LONGEST}


def _address(text: str) -> str | None:
    if not text:
        return None
    check_length(text, _LONGEST, "leave out what follows the question mark")
    check_indexable(text)
    if not _leads_to_a_page(text):
        raise ValueFault(
            code="url", found=found(text), wanted="a web address that starts with http:// or https://",
            mend="copy it from the browser's address bar",
        )
    return text


def _leads_to_a_page(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    named = "." in host.strip(".") or ":" in host or host == "localhost"
    return (
        parts.scheme in ("http", "https") and named and not re.search(r"[\s<>\"\\^`{|}]", text)
        and bool(_HOST.fullmatch(parts.netloc.rpartition("@")[2].removesuffix(f":{port}")))
    )
