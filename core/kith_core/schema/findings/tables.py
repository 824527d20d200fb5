"""How near a table comes to what PostgreSQL can hold."""

from collections.abc import Mapping

from kith_core.schema.draft import Draft
from kith_core.schema.plan import Finding
from kith_core.schema.steps import table_columns
from kith_core.schema.storage import SYSTEM_COLUMNS
from kith_metadata.definitions import Entity
from kith_metadata.field_types.base import Column

MANY_COLUMNS, MOST_COLUMNS = 1_000, 1_500
LONGEST_ROW = 8_000
"""A row must fit a page of 8,160 bytes; long values move out of it and leave a pointer of 18."""
_HEAD, _POINTER = 24, 18
_WIDTHS: Mapping[str, int] = {
    "boolean": 1, "smallint": 2, "integer": 4, "date": 4, "bigint": 8, "timestamptz": 8, "double precision": 8, "uuid": 16,
}  # fmt: skip


def table_findings(draft: Draft) -> list[Finding]:
    found: list[Finding] = []
    added: dict[str, int] = {}
    for columns in draft.work.columns:
        added[columns.table] = added.get(columns.table, 0) + len(columns.columns)
    for entity in draft.new.all_entities.values():
        if entity.table in added or entity in draft.work.tables:
            own = table_columns(entity, draft.new)
            made = draft.physical.made.get(entity.table, len(SYSTEM_COLUMNS)) + added.get(entity.table, len(own))
            found += [*_columns(entity, made), *_width(entity, own)]
    return found


def _columns(entity: Entity, made: int) -> list[Finding]:
    if made < MANY_COLUMNS:
        return []
    full = made > MOST_COLUMNS
    message = f"The table of {entity.label_plural} will have had {made:,} columns; {MOST_COLUMNS:,} is the most there can be."
    severity = "blocker" if full else "warning"
    return [Finding(severity=severity, code="many_columns", message=message, count=made, part=entity.id)]


def _width(entity: Entity, columns: Mapping[str, Column]) -> list[Finding]:
    """When every field of a record is filled with something long."""
    fields = sum(_WIDTHS.get(column.sql_type, _POINTER) for column in columns.values())
    width = _HEAD + len(columns) // 8 + 150 + fields
    if width < LONGEST_ROW:
        return []
    message = (
        f"A record of {entity.label} with every field filled may need {width:,} bytes, more than the {LONGEST_ROW:,} "
        "that fit; saving such a record would be refused."
    )
    return [Finding(severity="warning", code="long_row", message=message, count=width, part=entity.id)]
