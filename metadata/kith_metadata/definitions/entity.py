"""What an entity is, once every layer has had its say."""

from functools import cached_property

import msgspec

from kith_metadata.definitions.field import Field
from kith_metadata.definitions.title import Title

SYSTEM_FIELDS = ("id", "created_at", "created_by", "updated_at", "updated_by", "trashed_at")
"""Keys every record carries; no field may take them."""


class Entity(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A kind of record. `key` is "plugin.name" ("sales.deal", "x.book"); `table` its physical table, for ever."""

    id: str
    key: str
    label: str
    label_plural: str
    owner: str
    table: str
    title: Title
    icon: str = "table"
    description: str = ""
    position: int = 0
    all_fields: tuple[Field, ...] = ()
    columns: tuple[str, ...] = ()
    """Names of the fields a list shows first; empty means the first six."""
    sort: str = ""
    """As the API's `sort`, by field names; empty means newest first."""
    former_keys: tuple[str, ...] = ()
    """Keys it had before; the API still answers to them."""
    retired: bool = False
    dormant: bool = False
    """Its plugin is switched off; it comes back with the plugin."""

    @property
    def plugin(self) -> str:
        """The namespace: a plugin's name, or `x` for the admin's own."""
        return self.key.partition(".")[0]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields in use, in order."""
        return tuple(field for field in self.all_fields if not (field.retired or field.dormant))

    @cached_property
    def by_key(self) -> dict[str, Field]:
        return {field.key: field for field in self.fields}

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """By the name stored definitions use: the last part of the id."""
        return {field.name: field for field in self.all_fields}

    @cached_property
    def aliases(self) -> dict[str, Field]:
        """Former keys that still answer, where no field has taken the key since."""
        return {old: field for field in self.fields for old in field.aliases if old not in self.by_key}
