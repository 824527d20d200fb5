"""How the records of an entity lie in its table: quoted names, worked out once a catalog."""

from functools import cached_property
from typing import Any

import msgspec

from kith_core.database.quoting import quote
from kith_core.records.targets import ACCOUNTS, Target, entity_target
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.definitions.field import FormerColumn, Option
from kith_metadata.field_types.base import FieldType
from kith_metadata.system_fields import SYSTEM

ROOT = "r"
"""What the entity's own table is called in every statement."""

Path = tuple[Field, ...]
"""A field, or references to walk through and the field at their end."""


class Stored(msgspec.Struct, frozen=True):
    """A field and the columns that hold its value, in the order of its type."""

    field: Field
    type: FieldType[Any]
    target: Target | None
    columns: tuple[str, ...]
    suffixes: tuple[str, ...]
    sql_types: tuple[str, ...]

    def expressions(self, alias: str) -> dict[str, str]:
        """The columns by suffix, as SQL names them."""
        return {
            suffix: f"{alias}.{column}" for suffix, column in zip(self.suffixes, self.columns, strict=True)
        }

    @property
    def plain(self) -> bool:
        """True when the first column is the JSON as it comes."""
        return self.type.loads_plainly


class Former(msgspec.Struct, frozen=True):
    """Where a retyped field lived before: still written, through the reverse conversion."""

    stored: Stored
    now: Stored


class Layout:
    """An entity's table in one catalog."""

    def __init__(self, entity: Entity, catalog: Catalog) -> None:
        self.entity = entity
        self.catalog = catalog
        self.table = quote(entity.table)
        self._aliases: dict[tuple[str, ...], str] = {}

    @cached_property
    def fields(self) -> tuple[Stored, ...]:
        """The fields in use, in order."""
        return tuple(self.stored(field) for field in self.entity.fields)

    @cached_property
    def by_name(self) -> dict[str, Stored]:
        return {stored.field.name: stored for stored in self.fields}

    @cached_property
    def system(self) -> dict[str, Stored]:
        """The fields every record carries, by key."""
        return {key: self.stored(field) for key, field in SYSTEM.items()}

    @cached_property
    def formers(self) -> dict[str, tuple[Former, ...]]:
        """By the name of the field, those that were retyped."""
        return {
            stored.field.name: tuple(Former(self._former(stored.field, former), stored) for former in stored.field.former)
            for stored in self.fields if stored.field.former
        }

    @cached_property
    def references(self) -> tuple[Stored, ...]:
        """The fields that point to a record or an account."""
        return tuple(stored for stored in self.fields if stored.target)

    def stored(self, field: Field) -> Stored:
        kind = self.catalog.field_type(field)
        columns = kind.columns(field)
        return Stored(
            field=field, type=kind, target=self._target(field, kind),
            columns=tuple(quote(field.column + column.suffix) for column in columns),
            suffixes=tuple(column.suffix for column in columns),
            sql_types=tuple(column.sql_type for column in columns),
        )

    def alias(self, path: Path) -> str:
        """The name of the joined table at the end of these references: the same in every statement of this layout."""
        if not path:
            return ROOT
        return self._aliases.setdefault(tuple(field.id for field in path), f"j{len(self._aliases) + 1}")

    def _target(self, field: Field, kind: FieldType[Any]) -> Target | None:
        if kind.points_to_accounts:
            return ACCOUNTS
        target = self.catalog.target(field)
        return entity_target(target) if target else None

    def _former(self, field: Field, former: FormerColumn) -> Stored:
        properties = dict(former.properties)
        options = msgspec.convert(properties.pop("options", ()), tuple[Option, ...])
        return self.stored(msgspec.structs.replace(
            field, type=former.type, column=former.column, properties=properties, options=options, former=(),
        ))
