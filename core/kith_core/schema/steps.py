"""The steps of a plan in plain words, each with its SQL."""

from collections.abc import Iterable, Iterator

from kith_core.schema import ddl
from kith_core.schema.indexes import entity_indexes
from kith_core.schema.physical import Physical
from kith_core.schema.plan import Step
from kith_core.schema.storage import columns_of
from kith_core.schema.work import Move, NewColumns, Refresh, Work
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity
from kith_metadata.field_types.base import Column


def steps_of(summary: Iterable[str], work: Work, new: Catalog, physical: Physical) -> tuple[Step, ...]:
    """First what people asked for, then what that takes in the database."""
    return (*(Step(sentence) for sentence in summary), *_physical_steps(work, new, physical))


def _physical_steps(work: Work, new: Catalog, physical: Physical) -> Iterator[Step]:
    for entity in work.tables:
        yield Step(f"Make the table for {entity.label_plural}", ";\n".join(table_sql(entity, new)))
    for columns in work.columns:
        yield _columns_step(columns, physical)
    for key in work.foreign_keys:
        sql = f"{ddl.add_foreign_key(key)};\n{ddl.validate_foreign_key(key)}"
        yield Step(f"See to it that {key.label} always points to something that exists", sql)
    for move in work.moves:
        yield _move_step(move, new)
    for refresh in work.refreshes:
        yield _refresh_step(refresh)
    for index in work.indexes:
        if index.table not in {entity.table for entity in work.tables}:
            what = "Let no two records have the same" if index.unique else "Make it fast to find and sort by"
            yield Step(f"{what} {index.label}", ddl.create_index(index, concurrently=True))
    for index in work.dropped_indexes:
        what = "Let several records have the same" if index.unique else "Drop the index for"
        yield Step(f"{what} {index.label}", ddl.drop_index(index.name))


def table_sql(entity: Entity, new: Catalog) -> list[str]:
    """The table of a new entity, whole, with its indexes."""
    indexes = {index.name: index for index in entity_indexes(entity, new)}
    return [
        *ddl.create_table(entity.table, entity.id, table_columns(entity, new)),
        *(ddl.create_index(index, concurrently=False) for index in indexes.values()),
    ]


def table_columns(entity: Entity, new: Catalog) -> dict[str, Column]:
    return {
        field.column + column.suffix: column for field in entity.all_fields for column in columns_of(field, new)
    }


def columns_sql(columns: NewColumns, physical: Physical) -> list[str]:
    """The new columns; what an interrupted change left in them goes first."""
    left = physical.left_over(columns.table, columns.columns)
    cleared = [ddl.clear_columns(columns.table, left)] if left else []
    return [*cleared, ddl.add_columns(columns.table, columns.columns, columns.defaults)]


def _columns_step(columns: NewColumns, physical: Physical) -> Step:
    given = ", the same value for every record that exists" if columns.defaults else ""
    title = f"Make room for {columns.field.label} in {columns.entity.label_plural}{given}"
    return Step(title, ";\n".join(columns_sql(columns, physical)))


def _move_step(move: Move, new: Catalog) -> Step:
    words = f"{move.field.label} of {move.entity.label_plural}"
    if move.kept:
        return Step(f"Go back to the values of {words} as they were kept", "")
    old, kind = new.field_types[move.source.type].words.label, new.field_type(move.field).words.label
    sql = f"-- {move.source.column} → {move.field.column}, in pieces of a few hundred records\n"
    places = ", ".join(f'"{move.field.column}{column.suffix}" = $n' for column in columns_of(move.field, new))
    return Step(f"Convert {words} from {old} to {kind}", f'{sql}update "{move.entity.table}" set {places} where id = $1')


def _refresh_step(refresh: Refresh) -> Step:
    what = "the titles" if refresh.title else "the words a search finds"
    sql = f'update "{refresh.entity.table}" set "__title" = $2, "__title__fold" = $3, "__search" = $4 where id = $1'
    if not refresh.title:
        sql = f'update "{refresh.entity.table}" set "__search" = $2 where id = $1'
    return Step(f"Work out {what} of {refresh.entity.label_plural} again", sql)
