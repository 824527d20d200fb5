"""Which values of a record a statement reads, and how its rows become JSON or records.

A row holds the first column of every field in the order of the answer, then what some fields need besides, then
whatever the statement adds for itself. So `dict(zip(keys, row))` is the JSON, but for the few fields of more than one
column, which are mended after it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from kith_core.records.joins import Joins
from kith_core.records.layout import Layout, Stored
from kith_core.records.query import Record

Row = Sequence[Any]


class Cell(msgspec.Struct, frozen=True):
    """One field of the answer and where in the row it stands."""

    stored: Stored
    places: tuple[int, ...]
    title: int | None = None

    def value(self, row: Row) -> Any:
        """As Python knows it; None when empty."""
        if row[self.places[0]] is None:
            return None
        return self.stored.type.load(tuple(row[place] for place in self.places), self.stored.field)

    def json(self, row: Row) -> Any:
        value = self.value(row)
        if value is None:
            return None
        if self.title is not None:
            return {"id": value, "title": row[self.title]}
        return self.stored.type.dump(value, self.stored.field)


class Selection:
    """The chosen fields of an entity, once compiled, for any number of statements."""

    def __init__(self, layout: Layout, chosen: Sequence[Stored], expanded: frozenset[str]) -> None:
        """`expanded` holds the keys of the references that come with the title of what they point to."""
        self.keys = tuple(stored.field.key for stored in chosen)
        self.joined = tuple(stored for stored in chosen if stored.target and stored.field.key in expanded)
        self._layout = layout
        self._columns = [next(iter(stored.expressions("r").values())) for stored in chosen]
        self.cells = tuple(self._cell(place, stored, expanded) for place, stored in enumerate(chosen))
        self._mends: tuple[tuple[str, Callable[[Row], Any]], ...] = tuple(
            (cell.stored.field.key, cell.json) for cell in self.cells if cell.title is not None or not cell.stored.plain
        )
        self.width = len(self._columns)

    def sql(self, joins: Joins) -> str:
        """The select list; asks the statement for the joins it rests on."""
        for stored in self.joined:
            joins.target((stored.field,))
        return ", ".join(self._columns)

    def json(self, row: Row) -> dict[str, Any]:
        """What the API gives."""
        answer = dict(zip(self.keys, row, strict=False))
        for key, mend in self._mends:
            answer[key] = mend(row)
        return answer

    def record(self, row: Row, title: str, version: int) -> Record:
        """What Python works with; for a selection of all fields, the system's among them."""
        values = {cell.stored.field.key: cell.value(row) for cell in self.cells}
        system: Mapping[str, Any] = {key: values.pop(key) for key in self._layout.system}
        references = {
            cell.stored.field.key: (row[cell.places[0]], row[cell.title])
            for cell in self.cells if cell.title is not None and row[cell.places[0]] is not None
        }
        return Record(title=title, version=version, values=values, references=references, **system)

    def _cell(self, place: int, stored: Stored, expanded: frozenset[str]) -> Cell:
        places = [place]
        columns = list(stored.expressions("r").values())
        if not stored.plain:
            for column in columns[1:]:
                places.append(self._add(column))
        if not (stored.target and stored.field.key in expanded):
            return Cell(stored, tuple(places))
        alias = self._layout.alias((stored.field,))
        return Cell(stored, tuple(places), self._add(f"{alias}.{stored.target.title}"))

    def _add(self, column: str) -> int:
        self._columns.append(column)
        return len(self._columns) - 1
