"""What of a catalog lies in the database: the columns of a field, of its former selves, and who points where."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field, FormerColumn, Option
from kith_metadata.field_types.base import Column
from kith_metadata.parts import ENGINE, Part

ACCOUNTS = "kith_account"

SYSTEM_COLUMNS: Mapping[str, str] = {
    "id": "uuid primary key",
    "created_at": "timestamptz not null",
    "created_by": "uuid",
    "updated_at": "timestamptz not null",
    "updated_by": "uuid",
    "trashed_at": "timestamptz",
    "__version": "integer not null default 1",
    "__title": "text not null default ''",
    "__title__fold": "text collate \"C\" not null default ''",
    "__search": "text collate \"C\" not null default ''",
}
"""What every entity's table has before its fields."""


def columns_of(field: Field, catalog: Catalog) -> tuple[Column, ...]:
    """Nothing when the type of the field is not installed: its columns wait for its return."""
    return catalog.field_type(field).columns(field) if field.type in catalog.field_types.names() else ()


def column_names(field: Field, catalog: Catalog) -> tuple[str, ...]:
    return tuple(field.column + column.suffix for column in columns_of(field, catalog))


def engine_part(catalog: Catalog, part_id: str) -> Part:
    """Where the engine keeps the part, empty when it never had a place."""
    return catalog.layers.get(ENGINE, {}).get(part_id, {})


def former_field(field: Field, former: FormerColumn) -> Field:
    """The field as it was when its values lived in the former column."""
    properties = dict(former.properties)
    options = msgspec.convert(properties.pop("options", ()), tuple[Option, ...])
    return msgspec.structs.replace(
        field, type=former.type, column=former.column, properties=properties, options=options, former=(),
    )


def stored_field(field: Field, catalog: Catalog) -> Field:
    """The field as its values lie there now, also where a plugin went away and came back with another type."""
    known = catalog.fields_by_id.get(field.id)
    if known is not None:
        return known
    part = engine_part(catalog, field.id)
    properties: Any = part.get("stored.properties", {})
    former = FormerColumn(column=part["column"], type=part.get("stored.type", field.type), properties=properties)
    return former_field(field, former)


def selves(field: Field) -> Iterator[Field]:
    """The field and each of its former selves that is still written."""
    yield field
    for former in field.former:
        yield former_field(field, former)


def target_table(field: Field, catalog: Catalog) -> str | None:
    """The table whose ids the field holds, if it holds ids."""
    if field.type not in catalog.field_types.names():
        return None
    kind = catalog.field_type(field)
    if kind.points_to_accounts:
        return ACCOUNTS
    target = kind.references(field)
    entity = catalog.all_entities.get(target) if target else None
    return entity.table if entity else None


def fields_in_use(entity: Entity, catalog: Catalog) -> tuple[Field, ...]:
    """Those not removed, of a type that is there; a plugin that is off keeps what it has."""
    names = catalog.field_types.names()
    return tuple(field for field in entity.all_fields if not field.retired and field.type in names)
