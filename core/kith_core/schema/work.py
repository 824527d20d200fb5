"""What must happen in the database for one catalog to become another, whichever change or undo led there."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from kith_core.schema.indexes import ForeignKey, Index, wanted_foreign_keys, wanted_indexes
from kith_core.schema.physical import Physical
from kith_core.schema.storage import columns_of, engine_part, fields_in_use, stored_field
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.field_types.base import Column


class NewColumns(msgspec.Struct, frozen=True, kw_only=True):
    """A field gets its place in a table that exists; `defaults` are what the records there get, as SQL by column."""

    entity: Entity
    field: Field
    columns: Mapping[str, Column]
    defaults: Mapping[str, str] = {}

    @property
    def table(self) -> str:
        return self.entity.table


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """The values of a field go from one column to another, converted. A `kept` column holds them already."""

    entity: Entity
    source: Field
    field: Field
    kept: bool
    computed: bool = False
    """The new values do not come from the old ones."""

    @property
    def converts(self) -> bool:
        return not (self.kept or self.computed)


class Refresh(msgspec.Struct, frozen=True, kw_only=True):
    """The stored title or search text of every record is worked out again."""

    entity: Entity
    before: Entity | None
    title: bool
    search: bool


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The difference of two catalogs, in the order in which it is done."""

    tables: tuple[Entity, ...] = ()
    columns: tuple[NewColumns, ...] = ()
    moves: tuple[Move, ...] = ()
    refreshes: tuple[Refresh, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    indexes: tuple[Index, ...] = ()
    dropped_indexes: tuple[Index, ...] = ()


Fills = Mapping[str, Mapping[str, str]]
"""By the id of a new field, what its columns hold in the records that exist."""


def work_between(now: Catalog, new: Catalog, fills: Fills, physical: Physical) -> Work:
    """Everything to do, nothing twice."""
    tables = tuple(entity for entity in new.all_entities.values() if "table" not in engine_part(now, entity.id))
    made = {entity.id for entity in tables}
    existing = [entity for entity in new.all_entities.values() if entity.id not in made]
    before, after = wanted_indexes(now), wanted_indexes(new)
    return Work(
        tables=tables,
        columns=tuple(_new_columns(existing, now, new, fills, physical)),
        moves=tuple(_moves(existing, now, new)),
        refreshes=tuple(_refreshes(existing, now, new)),
        foreign_keys=tuple(key for name, key in wanted_foreign_keys(new).items() if name not in physical.names),
        indexes=tuple(index for name, index in after.items() if name not in physical.names),
        dropped_indexes=tuple(_dropped(before, after, new)),
    )


def _new_columns(
    entities: list[Entity], now: Catalog, new: Catalog, fills: Fills, physical: Physical
) -> Iterator[NewColumns]:
    for entity in entities:
        standing = physical.columns.get(entity.table, {})
        for field in entity.all_fields:
            columns = {field.column + column.suffix: column for column in columns_of(field, new)}
            if not _has_place(field, now) or not columns.keys() <= standing.keys():
                if columns:
                    yield NewColumns(entity=entity, field=field, columns=columns, defaults=fills.get(field.id, {}))


def _has_place(field: Field, now: Catalog) -> bool:
    """Whether the field's column is there: as today's, or as a former one."""
    part = engine_part(now, field.id)
    former = (entry["column"] for entry in part.get("former", ()))
    return field.column == part.get("column") or field.column in former


def _moves(entities: list[Entity], now: Catalog, new: Catalog) -> Iterator[Move]:
    for entity in entities:
        for field in entity.all_fields:
            column = engine_part(now, field.id).get("column")
            if column is not None and column != field.column:
                source = stored_field(field, now)
                kept, computed = _has_place(field, now), new.field_type(field).computed
                yield Move(entity=entity, source=source, field=field, kept=kept, computed=computed)


def _refreshes(entities: list[Entity], now: Catalog, new: Catalog) -> Iterator[Refresh]:
    for entity in entities:
        before = now.all_entities.get(entity.id)
        title = before is None or _title_form(before, now) != _title_form(entity, new)
        search = title or before is None or _search_form(before, now) != _search_form(entity, new)
        if search:
            yield Refresh(entity=entity, before=before, title=title, search=search)


def _title_form(entity: Entity, catalog: Catalog) -> tuple[Any, ...]:
    """What the stored title depends on besides the values."""
    used = {field.name: field for field in fields_in_use(entity, catalog)}
    return entity.title.parts, tuple(_form(used[name]) for name in entity.title.names if name in used)


def _search_form(entity: Entity, catalog: Catalog) -> tuple[Any, ...]:
    return tuple(sorted(_form(field) for field in fields_in_use(entity, catalog) if field.searchable))


def _form(field: Field) -> tuple[str, ...]:
    """How a value of the field reads: its place, its type, and the words of its options."""
    words = [(option.key, option.label) for option in field.options]
    return field.id, field.column, field.type, repr(sorted(field.properties.items())), repr(sorted(words))


def _dropped(before: Mapping[str, Index], after: Mapping[str, Index], new: Catalog) -> Iterator[Index]:
    """An index whose table lost its definitions stays with the table, for their return."""
    tables = {entity.table for entity in new.all_entities.values()}
    return (index for name, index in before.items() if name not in after and index.table in tables)
