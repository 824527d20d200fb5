"""What was found, in words people read."""

import json
from collections.abc import Mapping, Sequence
from typing import cast

from kith_metadata.faults import ValueFault

_LONGEST = 60


def found(value: object) -> str:
    """`"abc"`, `12`, `true`, `a list`: short, printable, safe to encode whatever it holds."""
    if isinstance(value, Mapping):
        return f"an object with {_names(cast(Mapping[object, object], value))}" if value else "an empty object"
    if isinstance(value, (list, tuple)):
        return f"a list of {len(cast(Sequence[object], value))}"
    if isinstance(value, str):
        return _quoted(value)
    return "nothing" if value is None else str(value).lower() if isinstance(value, bool) else str(value)[:_LONGEST]


def unlike(value: object, wanted: str, mend: str = "", code: str = "type") -> ValueFault:
    """The fault of a value of another kind than wanted."""
    return ValueFault(code=code, found=found(value), wanted=wanted, mend=mend)


def _quoted(text: str) -> str:
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
    return json.dumps(shown, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()


def _names(value: Mapping[object, object]) -> str:
    return ", ".join(found(key) for key in list(value)[:3])
