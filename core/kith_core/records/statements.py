"""The SQL that writes: each a single statement that takes its references, writes the record and its history."""

from collections.abc import Sequence

from kith_core.records.layout import Layout, Stored
from kith_core.records.storing import Storing

NOTE = 'insert into "kith_history" ("entity", "record_id", "version", "at", "by", "source", "action", "changes")'
"""The beginning of every entry in the history."""


class Taken:
    """References taken in the statement that saves them: locked against a trash, refused where the target is not alive.

    A foreign key alone would accept a record in the trash.
    """

    def __init__(self, references: Sequence[tuple[Stored, int]]) -> None:
        """Each with the number of the parameter that holds its id."""
        self.fields = tuple(stored for stored, _ in references)
        named = list(enumerate(references))
        self.tables = "".join(f"{_taken(name, stored, place)}, " for name, (stored, place) in named)
        self.conditions = "".join(f" and {_is_there(name, place)}" for name, (_, place) in named)
        self.answers = "".join(f", {_is_there(name, place)}" for name, (_, place) in named)


def _taken(name: int, stored: Stored, place: int) -> str:
    assert stored.target is not None
    return (
        f'"taken{name}" as materialized (select t."id" from {stored.target.table} t'
        f' where t."id" = ${place}::uuid and {stored.target.aliveness("t")} for key share)'
    )


def _is_there(name: int, place: int) -> str:
    return f'(${place}::uuid is null or exists (select 1 from "taken{name}"))'


class Insert:
    """Adds one record. Answers (added, each reference is there)."""

    def __init__(self, layout: Layout) -> None:
        self.storing = Storing(layout, layout.fields)
        first = 10
        self.taken = Taken([(stored, first + self.storing.place(stored)) for stored in layout.references])
        places = [f"${first + place}::{kind}" for place, kind in enumerate(self.storing.sql_types)]
        columns = ("created_at", "created_by", "updated_at", "updated_by", "__version", "__title", "__title__fold", "__search")
        named = ", ".join(['"id"', *(f'"{column}"' for column in columns), *self.storing.columns])
        given = ", ".join(["$1::uuid", "$2::timestamptz", "$3::uuid", "$2::timestamptz", "$3::uuid", "1",
                           "$4::text", "$5::text", "$6::text", *places])
        self.sql = (
            f'with {self.taken.tables}"added" as ('
            f'insert into {layout.table} ({named}) select {given} where true{self.taken.conditions} returning "id"), '
            f'"noted" as ({NOTE} select $7::text, "id", 1, $2::timestamptz, $3::uuid, $8::text, \'create\', $9::text::jsonb'
            ' from "added") '
            f'select exists (select 1 from "added"){self.taken.answers}'
        )


class Update:
    """Changes some fields of one record that this transaction holds. Answers (changed, each reference is there)."""

    def __init__(self, layout: Layout, fields: Sequence[Stored]) -> None:
        self.storing = Storing(layout, fields)
        first = 11
        self.taken = Taken([(stored, first + self.storing.place(stored)) for stored in fields if stored.target])
        places = [f"${first + place}::{kind}" for place, kind in enumerate(self.storing.sql_types)]
        sets = "".join(f", {column} = {place}" for column, place in zip(self.storing.columns, places, strict=True))
        self.sql = (
            f'with {self.taken.tables}"changed" as ('
            f'update {layout.table} set "updated_at" = $2::timestamptz, "updated_by" = $3::uuid,'
            ' "__version" = $7::int, "__title" = $4::text, "__title__fold" = $5::text, "__search" = $6::text'
            f'{sets} where "id" = $1::uuid{self.taken.conditions} returning "id"), '
            f'"noted" as ({NOTE} select $8::text, "id", $7::int, $2::timestamptz, $3::uuid, $9::text, \'change\','
            ' $10::text::jsonb from "changed") '
            f'select exists (select 1 from "changed"){self.taken.answers}'
        )


class UpdateMany:
    """Changes some fields of one record after another; the references are held already, the history follows by COPY."""

    def __init__(self, layout: Layout, fields: Sequence[Stored]) -> None:
        self.storing = Storing(layout, fields)
        places = [f"${8 + place}::{kind}" for place, kind in enumerate(self.storing.sql_types)]
        sets = "".join(f", {column} = {place}" for column, place in zip(self.storing.columns, places, strict=True))
        self.sql = (
            f'update {layout.table} set "updated_at" = $2::timestamptz, "updated_by" = $3::uuid, "__title" = $4::text,'
            f' "__title__fold" = $5::text, "__search" = $6::text, "__version" = $7::int{sets} where "id" = $1::uuid'
        )


def locking(layout: Layout, strength: str) -> str:
    """Reads records under a lock: version, title, then their columns; parameter 1 is a list of ids.

    `strength` is "no key update" or, to keep others from pointing to it, "update".
    """
    columns = ", ".join(column for stored in held_fields(layout) for column in stored.columns)
    return f'select "__version", "__title", {columns} from {layout.table} where "id" = any($1::uuid[]) order by "id" for {strength}'


def held_fields(layout: Layout) -> tuple[Stored, ...]:
    """What `locking` reads, in order."""
    return (*layout.system.values(), *layout.fields)


def trashing(layout: Layout, *, back: bool) -> str:
    """Puts a record into the trash or back: (id, at, by, version, entity, source, action)."""
    return (
        f'with "moved" as (update {layout.table} set "trashed_at" = {"null" if back else "$2::timestamptz"},'
        ' "updated_at" = $2::timestamptz, "updated_by" = $3::uuid, "__version" = $4::int'
        ' where "id" = $1::uuid returning "id") '
        f'{NOTE} select $5::text, "id", $4::int, $2::timestamptz, $3::uuid, $6::text, $7::text, \'{{}}\'::jsonb from "moved"'
    )
