"""Counts and samples as people read them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import asyncpg

from kith_metadata.definitions import Entity, Field

MOST_SAMPLES = 5

MaySee = Callable[[Entity, Field], bool]
"""Whether whoever asked may see the values of a field: samples show no more than lists do."""


def records(count: int, entity: Entity) -> str:
    """`1 Deal`, `8,800 Deals`."""
    return f"{count:,} {entity.label if count == 1 else entity.label_plural}"


def has(count: int) -> str:
    return "has" if count == 1 else "have"


def sample(row: asyncpg.Record, value: str | None = None) -> Mapping[str, Any]:
    """A record to look at; the value only for those who may see it."""
    shown: dict[str, Any] = {"id": str(row["id"]), "title": row["__title"]}
    return shown if value is None else {**shown, "value": value}


def samples(rows: Iterable[asyncpg.Record]) -> tuple[Mapping[str, Any], ...]:
    return tuple(sample(row) for row in rows)
