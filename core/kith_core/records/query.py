"""What is asked of a list, and what comes back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

EVERY_REFERENCE = ("*",)
"""As `expand`: whatever the record points to comes with its title."""

DEFAULT_LIMIT, MOST_ROWS, BOUND = 50, 500, 1_000


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """Which records, in which order, and how much of each. Keys are today's, or former ones that still answer."""

    filter: Mapping[str, Any] | None = None
    sort: str = ""
    fields: tuple[str, ...] | None = None
    expand: tuple[str, ...] = ()
    limit: int = DEFAULT_LIMIT
    cursor: str = ""
    count: str = "bounded"
    search: str = ""
    trashed: bool = False


class Count(msgspec.Struct, frozen=True):
    """How many records the question finds; `exact` is false where counting stopped at the bound."""

    value: int
    exact: bool


class Record(msgspec.Struct, kw_only=True):
    """One record as Python sees it; `values` by field key, `references` the (id, title) of those asked for."""

    id: UUID
    version: int
    title: str
    values: dict[str, Any]
    created_at: datetime
    created_by: UUID | None
    updated_at: datetime
    updated_by: UUID | None
    trashed_at: datetime | None
    references: dict[str, tuple[UUID, str]] = {}


class Page(msgspec.Struct, frozen=True):
    """Some records, where the next ones start, and how many there are in all."""

    data: list[Record]
    next_cursor: str | None
    count: Count | None
