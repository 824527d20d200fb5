"""The values of one statement, each bound to a numbered place; nothing a person wrote is ever part of the SQL."""

from typing import Any


class Parameters:
    """Collects values in the order of their places."""

    def __init__(self, *values: Any) -> None:
        self.values: list[Any] = list(values)

    def bind(self, value: Any, sql_type: str) -> str:
        """The place that stands for the value, cast so that PostgreSQL never guesses its type."""
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"
