"""Addresses to write to."""

import re
from collections.abc import Mapping
from typing import Any

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType, Operator
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.operators import Family, folded_text_operators
from kith_metadata.field_types.text import check_length, text_compared
from kith_metadata.folding import fold_equal, normalise

_LONGEST = 254
_LONGEST_LOCAL = 64
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\\\].]+(?:\.[^\s@\"(),:;<>\[\\\].]+)*")
_HOST_PART = re.compile(r"(?!-)[^\W_](?:[\w-]*[^\W_])?", re.UNICODE)
_NAMED = re.compile(r"(?:mailto:|[^<>]*<)([^<>]+)>?", re.IGNORECASE)


class Email(FieldType[str]):
    """As written; capitals make no difference. Whether mail arrives only a mail can tell."""

    name = "email"
    input, display = "email", "email"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return Column("", "text"), Column("__fold", "text", "C")

    def parse(self, value: object, field: Field, context: Context) -> str | None:
        if value is None:
            return None
        if not isinstance(value, str):
            raise unlike(value, "an e-mail address", "put it between quotation marks")
        return _address(normalise(value))

    def read(self, text: str, field: Field, context: Context) -> str | None:
        """Takes `Ada Lovelace <ada@example.org>` and `mailto:` as well."""
        line = normalise(text)
        named = _NAMED.fullmatch(line)
        return _address(named[1].strip() if named else line)

    def parse_compared(self, operator: Operator, value: object, field: Field, context: Context) -> str | None:
        return text_compared(value)

    def operators(self, field: Field) -> Family:
        return folded_text_operators()

    def store_value(self, value: str, field: Field) -> tuple[object, ...]:
        return value, fold_equal(value)

    def sort_suffix(self, field: Field) -> str | None:
        return "__fold"

    def unique_suffixes(self, field: Field) -> tuple[str, ...]:
        return ("__fold",)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "email", "maxLength": _LONGEST}


def _address(text: str) -> str | None:
    if not text:
        return None
    check_length(text, _LONGEST, "look whether it is one address")
    local, at, host = text.rpartition("@")
    if not at or len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local) or not _is_host(host):
        mend = "write one address a field" if text.count("@") > 1 else "write it as ada@example.org"
        raise ValueFault(code="email", found=found(text), wanted="an e-mail address", mend=mend)
    return text


def _is_host(host: str) -> bool:
    parts = host.split(".")
    return len(parts) > 1 and all(len(part) <= 63 and _HOST_PART.fullmatch(part) for part in parts) and not parts[-1].isdigit()
