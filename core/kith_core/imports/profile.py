"""What a file holds, column by column, from one pass over all of it."""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from kith_core.imports.file_format import FileFormat
from kith_core.imports.reading import Row, Rows

MOST_VALUES = 1_000
"""Different values remembered of a column; of a column with more, the first ones."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """`values` counts its different texts, in order of appearance; `many` says that there were more than are kept."""

    name: str
    filled: int
    values: dict[str, int]
    many: bool = False

    @property
    def distinct(self) -> bool:
        """Whether no text came twice, as far as was counted."""
        return bool(self.values) and all(count == 1 for count in self.values.values())


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` counts all of them, `broken` those that could not be read as rows."""

    columns: tuple[Column, ...]
    rows: int
    broken: int


def profile_file(path: Path, file_format: FileFormat) -> Profile:
    """Raises `ValueFault` when there is no table in the file."""
    with Rows(path, file_format) as rows:
        return _profile(rows.headers, rows)


def _profile(headers: list[str], rows: Iterable[Row]) -> Profile:
    seen: list[dict[str, int]] = [{} for _ in headers]
    filled = [0] * len(headers)
    more: set[int] = set()
    count = broken = 0
    for row in rows:
        count += 1
        if row.fault:
            broken += 1
            continue
        for index, text in enumerate(row.cells):
            if not text:
                continue
            filled[index] += 1
            values = seen[index]
            if text in values:
                values[text] += 1
            elif len(values) < MOST_VALUES:
                values[text] = 1
            else:
                more.add(index)
    columns = (
        Column(name=name, filled=filled[index], values=_stripped(seen[index]), many=index in more)
        for index, name in enumerate(headers)
    )
    return Profile(columns=tuple(columns), rows=count, broken=broken)


def _stripped(values: dict[str, int]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for text, count in values.items():
        stripped = " ".join(text.split())
        if stripped:
            counts[stripped[:200]] = counts.get(stripped[:200], 0) + count
    return counts
