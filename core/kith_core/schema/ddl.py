"""The SQL of what a plan does to tables; a preview shows the very texts that run."""

from collections.abc import Iterable, Mapping, Sequence

from kith_core.database.quoting import quote
from kith_core.schema.indexes import ForeignKey, Index
from kith_core.schema.storage import SYSTEM_COLUMNS
from kith_metadata.field_types.base import Column

OWNED = "Kith keeps "
"""How the comment on a table of ours begins, so that nobody else's table is ever taken for a leftover."""


def create_table(table: str, entity_id: str, columns: Mapping[str, Column]) -> list[str]:
    """The table whole, with a comment that says whose it is. `columns` are by physical name."""
    system = [f"{quote(name)} {definition}" for name, definition in SYSTEM_COLUMNS.items()]
    own = [f"{quote(name)} {column.definition}" for name, column in columns.items()]
    body = ",\n    ".join((*system, *own))
    return [
        f"create table {quote(table)} (\n    {body}\n)",
        f"comment on table {quote(table)} is {literal(OWNED + entity_id)}",
    ]


def add_columns(table: str, columns: Mapping[str, Column], defaults: Mapping[str, str]) -> str:
    """Every one may be null; a constant default fills the records that exist without touching a row."""
    parts = [
        f"add column if not exists {quote(name)} {column.definition}"
        + (f" default {defaults[name]}" if name in defaults else "")
        for name, column in columns.items()
    ]
    return f"alter table {quote(table)} " + ", ".join(parts)


def drop_defaults(table: str, columns: Iterable[str]) -> str:
    parts = [f"alter column {quote(column)} drop default" for column in columns]
    return f"alter table {quote(table)} " + ", ".join(parts)


def create_index(index: Index, *, concurrently: bool) -> str:
    kind = "create unique index" if index.unique else "create index"
    how = " concurrently" if concurrently else ""
    columns = ", ".join(quote(column) for column in index.columns)
    name = quote(index.name)
    return f"{kind}{how} {name} on {quote(index.table)} ({columns}) where trashed_at is null"


def drop_index(name: str, *, concurrently: bool = False) -> str:
    return f"drop index {'concurrently ' if concurrently else ''}if exists {quote(name)}"


def add_foreign_key(key: ForeignKey) -> str:
    """Binds what is written from now on; `validate_foreign_key` looks at what is there, without blocking anybody."""
    return (
        f"alter table {quote(key.table)} add constraint {quote(key.name)} "
        f"foreign key ({quote(key.column)}) references {quote(key.target)} (id) not valid"
    )


def validate_foreign_key(key: ForeignKey) -> str:
    return f"alter table {quote(key.table)} validate constraint {quote(key.name)}"


def drop_foreign_key(table: str, name: str) -> str:
    return f"alter table {quote(table)} drop constraint if exists {quote(name)}"


def clear_columns(table: str, columns: Sequence[str]) -> str:
    """Empties columns that an interrupted change left behind."""
    parts = ", ".join(f"{quote(column)} = null" for column in columns)
    filled = " or ".join(f"{quote(column)} is not null" for column in columns)
    return f"update {quote(table)} set {parts} where {filled}"


def literal(text: str) -> str:
    """A text constant; DDL takes no parameters."""
    if "\\" in text:
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'"
    return "'" + text.replace("'", "''") + "'"
