"""Yes or no."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Column, Context, FieldType
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.field_types.operators import Family, boolean_operators
from kith_metadata.folding import fold_search

_YES = frozenset(
    ["yes", "y", "true", "t", "1", "x", "on", "✓", "✔", "☑", "ja", "oui", "si", "sim", "tak", "ano", "da", "igen", "evet", "kylla", "vrai", "wahr", "waar", "verdadero", "verdadeiro", "vero"]
)
_NO = frozenset(
    ["no", "n", "false", "f", "0", "off", "☐", "✗", "nein", "nee", "non", "nao", "nie", "ne", "nej", "nei", "nem", "hayir", "ei", "faux", "falsch", "onwaar", "falso"]
)
"""English, computers and Excel in the languages of its larger markets; folded, and none of them in both."""


class Boolean(FieldType[bool]):
    name = "boolean"
    input, display, filter = "boolean", "boolean", "boolean"
    unique_allowed = False

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "boolean"),)

    def parse(self, value: object, field: Field, context: Context) -> bool | None:
        if value is None or isinstance(value, bool):
            return value
        raise unlike(value, "true or false", "write it without quotation marks")

    def read(self, text: str, field: Field, context: Context) -> bool | None:
        word = fold_search(text.strip())
        if not word:
            return None
        if word in _YES or word in _NO:
            return word in _YES
        raise ValueFault(code="boolean", found=found(text), wanted="yes or no", mend="or true and false, 1 and 0, on and off")

    def operators(self, field: Field) -> Family:
        return boolean_operators()

    def text(self, value: bool, field: Field, context: Context) -> str:
        return "Yes" if value else "No"

    def search_text(self, value: bool, field: Field, context: Context) -> str:
        """Nobody looks for all records with a yes by typing it."""
        return ""

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "boolean"}
