"""Which indexes and foreign keys the tables of a catalog want; whoever adds a field never has to ask for one."""

from collections.abc import Iterator

import msgspec

from kith_core.schema.naming import foreign_key_name, index_name
from kith_core.schema.storage import fields_in_use, selves, target_table
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import SYSTEM_FIELDS, Entity, Field


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """An index over the records that are not in the trash. `field` is the id of the field it serves."""

    table: str
    columns: tuple[str, ...]
    unique: bool = False
    field: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        return index_name(self.table, self.columns, unique=self.unique)


class ForeignKey(msgspec.Struct, frozen=True, kw_only=True):
    """What a column points to."""

    table: str
    column: str
    target: str
    field: str
    label: str

    @property
    def name(self) -> str:
        return foreign_key_name(self.table, self.column, self.target)


def wanted_indexes(catalog: Catalog) -> dict[str, Index]:
    """Every index of every table that has definitions, by name."""
    every = (index for entity in catalog.all_entities.values() for index in entity_indexes(entity, catalog))
    return {index.name: index for index in every}


def entity_indexes(entity: Entity, catalog: Catalog) -> Iterator[Index]:
    """One for the title; for each field its uniqueness, its reference; for the list's order."""
    yield Index(table=entity.table, columns=("__title__fold", "id"), label="the title")
    for field in fields_in_use(entity, catalog):
        yield from _field_indexes(entity, field, catalog)
    yield from _sort_index(entity, catalog)


def unique_index(entity: Entity, field: Field, catalog: Catalog) -> Index:
    """The index that keeps the values of a unique field apart."""
    suffixes = catalog.field_type(field).unique_suffixes(field)
    columns = tuple(field.column + suffix for suffix in suffixes)
    return Index(table=entity.table, columns=columns, unique=True, field=field.id, label=field.label)


def _field_indexes(entity: Entity, field: Field, catalog: Catalog) -> Iterator[Index]:
    if field.unique:
        yield unique_index(entity, field, catalog)
    if target_table(field, catalog) is not None:
        yield Index(table=entity.table, columns=(field.column, "id"), field=field.id, label=field.label)


def _sort_index(entity: Entity, catalog: Catalog) -> Iterator[Index]:
    name = entity.sort.partition(",")[0].strip().removeprefix("-")
    if name in SYSTEM_FIELDS and name != "id":
        yield Index(table=entity.table, columns=(name, "id"), label=name)
    field = entity.by_name.get(name)
    if field is None or field not in fields_in_use(entity, catalog):
        return
    suffix = catalog.field_type(field).sort_suffix(field)
    if suffix is not None:
        columns = (field.column + suffix, "id")
        yield Index(table=entity.table, columns=columns, field=field.id, label=field.label)


def wanted_foreign_keys(catalog: Catalog) -> dict[str, ForeignKey]:
    """By name; also of removed fields and former columns, whose ids must not go astray before a purge."""
    found: dict[str, ForeignKey] = {}
    for entity in catalog.all_entities.values():
        for field in (own for every in entity.all_fields for own in selves(every)):
            if target := target_table(field, catalog):
                key = ForeignKey(
                    table=entity.table, column=field.column, target=target, field=field.id, label=field.label,
                )
                found[key.name] = key
    return found
