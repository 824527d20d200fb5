"""Physical names of what the engine makes beside tables and columns: derived, so that anyone can work them out again."""

from collections.abc import Sequence
from hashlib import sha256


def index_name(table: str, columns: Sequence[str], *, unique: bool) -> str:
    """`ix_` and a digest of what the index covers: the same index always has the same name, however long its parts."""
    return "ix_" + _digest("unique" if unique else "plain", table, *columns)


def foreign_key_name(table: str, column: str, target: str) -> str:
    return "fk_" + _digest(table, column, target)


def _digest(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:24]
