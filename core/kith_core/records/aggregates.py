"""Figures over groups of records: the same filter, the same rights as the list."""

from collections.abc import Hashable, Sequence
from itertools import groupby
from typing import Any

import msgspec

from kith_core.database import Database
from kith_core.problems import Invalid
from kith_core.records.filtering import Filtering
from kith_core.records.joins import Joins
from kith_core.records.layout import ROOT, Layout, Stored
from kith_core.records.measures import Measure, parse_measures
from kith_core.records.paths import Reach
from kith_metadata.faults import Fault

MOST_GROUPS, MOST_KEYS = 1_000, 3
MOST_UNITS = 20
"""Lines of one group for one figure, such as currencies."""


class Aggregate(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: the fields to group by, and the figures for each group."""

    group_by: tuple[str, ...] = ()
    measures: tuple[str, ...] = ("count",)


class Figures(msgspec.Struct, frozen=True):
    """A line for each group; `complete` is false where there are more groups than one answer holds."""

    data: list[dict[str, Any]]
    complete: bool


class Aggregation:
    """One question about an entity's records, from its words to its figures."""

    def __init__(self, layout: Layout, asked: Aggregate, reach: Reach, filtering: Filtering) -> None:
        self._layout, self._filtering = layout, filtering
        self._measures = parse_measures(asked.measures, layout, reach)
        self._keys = _group_fields(asked.group_by, layout, reach)
        self._joins = filtering.joins | Joins(layout)
        self._columns = [column for stored in self._keys for column in self._key_columns(stored)]

    async def run(self, database: Database) -> Figures:
        """One statement, and one more for each field of which units must be kept apart."""
        plain = [measure for measure in self._measures if not measure.by_unit]
        rows = await self._fetch(database, [measure.sql(self._expression(measure)) for measure in plain], MOST_GROUPS + 1)
        width = len(self._columns)
        lines = {_hashable(row[:width]): self._line(row, plain) for row in rows[:MOST_GROUPS]}
        for measures in _by_field([measure for measure in self._measures if measure.by_unit]):
            await self._add_units(database, measures, lines)
        ordered = [measure.key for measure in self._measures]
        keys = [stored.field.key for stored in self._keys]
        data = [{key: line[key] for key in (*keys, *ordered)} for line in lines.values()]
        return Figures(data, complete=len(rows) <= MOST_GROUPS)

    async def _add_units(
        self, database: Database, measures: list[Measure], lines: dict[Hashable, dict[str, Any]],
    ) -> None:
        stored = measures[0].stored
        assert stored is not None
        expressions = list(stored.expressions(ROOT).values())
        wanted = [measure.sql(expressions[0]) for measure in measures]
        rows = await self._fetch(database, wanted, MOST_GROUPS * MOST_UNITS, units=expressions[1:], of=expressions[0])
        width = len(self._columns)
        for line in lines.values():
            line.update({measure.key: [] for measure in measures})
        for row in rows:
            line = lines.get(_hashable(row[:width]))
            unit, figures = row[width : width + len(expressions) - 1], row[width + len(expressions) - 1 :]
            for measure, figure in zip(measures, figures, strict=True):
                if line is not None:
                    value = stored.type.load((figure, *unit), stored.field)
                    line[measure.key].append(stored.type.dump(value, stored.field))

    async def _fetch(
        self, database: Database, figures: list[str], limit: int, *, units: Sequence[str] = (), of: str = "",
    ) -> list[Sequence[Any]]:
        grouped = [*self._columns, *units]
        chosen = ", ".join([*grouped, *figures]) or "count(*)"
        places = ", ".join(str(place) for place in range(1, len(grouped) + 1))
        tail = f" group by {places} order by {places}" if grouped else ""
        filled = f" and {of} is not null" if of else ""
        sql = (
            f"select {chosen} from {self._layout.table} {ROOT}{self._joins.sql}"
            f" where {self._filtering.sql}{filled}{tail} limit {limit}"
        )
        return [tuple(row) for row in await database.fetch(sql, *self._filtering.parameters.values)]

    def _key_columns(self, stored: Stored) -> list[str]:
        expressions = stored.expressions(ROOT)
        columns = [expressions[""]] if stored.plain else list(expressions.values())
        if stored.target:
            columns.append(f"{self._joins.target((stored.field,))}.{stored.target.title}")
        return columns

    def _expression(self, measure: Measure) -> str:
        return measure.stored.expressions(ROOT)[""] if measure.stored else ""

    def _line(self, row: Sequence[Any], measures: list[Measure]) -> dict[str, Any]:
        line: dict[str, Any] = {}
        place = 0
        for stored in self._keys:
            end = place + len(self._key_columns(stored))
            line[stored.field.key] = _key_json(stored, row[place:end])
            place = end
        return line | {measure.key: figure for measure, figure in zip(measures, row[place:], strict=False)}


def _key_json(stored: Stored, columns: Sequence[Any]) -> Any:
    if columns[0] is None:
        return None
    if stored.target:
        return {"id": columns[0], "title": columns[1]}
    return stored.type.dump(stored.type.load(tuple(columns), stored.field), stored.field)


def _group_fields(keys: tuple[str, ...], layout: Layout, reach: Reach) -> tuple[Stored, ...]:
    found = [(key, reach.find(layout.entity, key)) for key in keys]
    faults = [reach.unknown(layout.entity, key, "group_by") for key, field in found if field is None]
    if len(keys) > MOST_KEYS:
        faults.append(Fault(code="group_by", path="group_by", found=f"{len(keys)} fields", wanted=f"at most {MOST_KEYS}"))
    if faults:
        raise Invalid("", *faults)
    return tuple(layout.stored(field) for _, field in found if field is not None)


def _by_field(measures: list[Measure]) -> list[list[Measure]]:
    def name(measure: Measure) -> str:
        return measure.stored.field.name if measure.stored else ""

    return [list(group) for _, group in groupby(sorted(measures, key=name), key=name)]


def _hashable(columns: Sequence[Any]) -> Hashable:
    return tuple(tuple(column) if isinstance(column, list) else column for column in columns)
