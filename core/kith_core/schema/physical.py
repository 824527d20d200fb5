"""What is really in the database: the columns of tables, also those that no definition speaks of."""

from collections.abc import Iterable, Mapping

import msgspec

from kith_core.database import Database
from kith_metadata.field_types.base import Column

_COLUMNS = """
select class.relname as "table", attribute.attname as name, format_type(attribute.atttypid, null) as type,
       attribute.atttypmod >= 0 as limited, attribute.atthasdef or attribute.atthasmissing as filled
from pg_attribute attribute join pg_class class on class.oid = attribute.attrelid
where class.relnamespace = current_schema()::regnamespace and class.relkind = 'r' and class.relname = any($1::text[])
  and attribute.attnum > 0 and not attribute.attisdropped
"""
_MADE = """
select class.relname as "table", class.relnatts as made, greatest(class.reltuples, 0)::bigint as estimate
from pg_class class
where class.relnamespace = current_schema()::regnamespace and class.relkind = 'r' and class.relname = any($1::text[])
"""
_NAMED = """
select class.relname as name from pg_index index join pg_class class on class.oid = index.indexrelid
where class.relnamespace = current_schema()::regnamespace and index.indisvalid
union all
select key.conname as name from pg_constraint key
where key.connamespace = current_schema()::regnamespace and key.contype = 'f'
"""
_TYPES = "select name, to_regtype(name)::text as type from unnest($1::text[]) as name"


class Standing(msgspec.Struct, frozen=True):
    """A column that exists; `filled` when a default gave or gives it values."""

    type: str
    limited: bool
    filled: bool


class Physical(msgspec.Struct, frozen=True):
    """The tables as they stand. `made` counts every column a table ever had, dropped ones too."""

    columns: Mapping[str, Mapping[str, Standing]]
    made: Mapping[str, int]
    estimates: Mapping[str, int]
    types: Mapping[str, str]
    names: frozenset[str] = frozenset()
    """Of indexes and foreign keys."""

    def takes(self, table: str, columns: Mapping[str, Column]) -> bool:
        """Whether the columns can be added, or were left by an interrupted change and are of the same kind."""
        standing = self.columns.get(table, {})
        return all(self._fits(standing.get(name), column) for name, column in columns.items())

    def left_over(self, table: str, columns: Iterable[str]) -> list[str]:
        """Those of the new columns that are there already."""
        return [name for name in columns if name in self.columns.get(table, {})]

    def _fits(self, found: Standing | None, column: Column) -> bool:
        if found is None:
            return True
        return not found.limited and not found.filled and found.type == self.types.get(column.sql_type)


async def read_physical(database: Database, tables: Iterable[str], sql_types: Iterable[str]) -> Physical:
    """The tables of these names that exist, and what the server calls these types."""
    names = sorted(set(tables))
    columns: dict[str, dict[str, Standing]] = {name: {} for name in names}
    for row in await database.fetch(_COLUMNS, names):
        columns[row["table"]][row["name"]] = Standing(row["type"], row["limited"], row["filled"])
    made = await database.fetch(_MADE, names)
    types = await database.fetch(_TYPES, sorted(set(sql_types)))
    return Physical(
        columns=columns,
        made={row["table"]: row["made"] for row in made},
        estimates={row["table"]: row["estimate"] for row in made},
        types={row["name"]: row["type"] for row in types},
        names=frozenset(row["name"] for row in await database.fetch(_NAMED)),
    )
