"""What a plan left behind that never came to its switch, put away before the next one."""

import asyncpg

from kith_core.database import Connection, Database, quote
from kith_core.schema import ddl
from kith_core.schema.indexes import wanted_foreign_keys, wanted_indexes
from kith_core.schema.prepare import briefly
from kith_metadata.catalog import Catalog
from kith_metadata.parts import ENGINE

_INDEXES = """
select class.relname as name, target.relname as "table", index.indisvalid as valid
from pg_index index
join pg_class class on class.oid = index.indexrelid join pg_class target on target.oid = index.indrelid
where class.relnamespace = current_schema()::regnamespace and starts_with(class.relname, 'ix_')
"""
_FOREIGN_KEYS = """
select key.conname as name, class.relname as "table"
from pg_constraint key join pg_class class on class.oid = key.conrelid
where class.relnamespace = current_schema()::regnamespace and key.contype = 'f' and starts_with(key.conname, 'fk_')
"""
_TABLES = """
select class.relname as name from pg_class class
where class.relnamespace = current_schema()::regnamespace and class.relkind = 'r'
  and starts_with(obj_description(class.oid, 'pg_class'), $1)
"""
_DEFAULTS = """
select class.relname as "table", attribute.attname as name
from pg_attribute attribute join pg_class class on class.oid = attribute.attrelid
where class.relnamespace = current_schema()::regnamespace and class.relname = any($1::text[])
  and attribute.atthasdef and not attribute.attisdropped and not attribute.attnotnull
"""


async def tidy(database: Database, connection: Connection, catalog: Catalog) -> None:
    """Only whoever holds the lock of plans may call this. Columns stay where they are: the next plan takes them up."""
    tables = bound_tables(catalog)
    wanted = wanted_indexes(catalog)
    for row in await database.fetch(_INDEXES):
        if row["table"] in tables and (not row["valid"] or row["name"] not in wanted) and _has_definitions(row, catalog):
            await connection.execute(ddl.drop_index(row["name"], concurrently=True))
    keys = wanted_foreign_keys(catalog)
    for row in await database.fetch(_FOREIGN_KEYS):
        if row["table"] in tables and row["name"] not in keys and _has_definitions(row, catalog):
            await briefly(connection, [ddl.drop_foreign_key(row["table"], row["name"])])
    for row in await database.fetch(_DEFAULTS, sorted(tables)):
        await briefly(connection, [ddl.drop_defaults(row["table"], [row["name"]])])
    for row in await database.fetch(_TABLES, ddl.OWNED):
        if row["name"] not in tables:
            await briefly(connection, [f"drop table {quote(row['name'])} cascade"])


def bound_tables(catalog: Catalog) -> set[str]:
    """The tables that hold records, also of entities whose definitions are gone."""
    return {part["table"] for part in catalog.layers.get(ENGINE, {}).values() if "table" in part}


def _has_definitions(row: asyncpg.Record, catalog: Catalog) -> bool:
    """Indexes and keys of a table whose plugin went away wait with it."""
    return row["table"] in {entity.table for entity in catalog.all_entities.values()}
