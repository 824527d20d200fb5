"""What a field is, once every layer has had its say."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One choice of a select; `key` is what is stored, so words and colours change without touching a row."""

    key: str
    label: str
    color: str = "gray"
    position: int = 0
    retired: bool = False


class FormerColumn(msgspec.Struct, frozen=True, kw_only=True):
    """Where the values of a retyped field lived before; still written, through the reverse conversion, until purge."""

    column: str
    type: str
    properties: Mapping[str, Any] = {}


class Field(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A field of an entity.

    `id` is for ever ("field:sales.deal.amount", by the first key); `key` is today's name in API and files; `name` is
    the last part of the id, by which other stored definitions refer to it. `properties` are those of its type only.
    """

    id: str
    name: str
    key: str
    type: str
    label: str
    owner: str
    column: str
    position: int = 0
    help: str = ""
    required: bool = False
    unique: bool = False
    searchable: bool = False
    default: Any = None
    properties: Mapping[str, Any] = {}
    options: tuple[Option, ...] = ()
    former: tuple[FormerColumn, ...] = ()
    aliases: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    """What other systems call it; an import matches columns by them."""
    retired: bool = False
    dormant: bool = False
    """Its plugin is switched off, or its type or the entity it points to is not there now; it comes back by itself."""

    @cached_property
    def options_by_key(self) -> dict[str, Option]:
        return {option.key: option for option in self.options}

    @cached_property
    def open_options(self) -> tuple[Option, ...]:
        """Those that can be chosen today, in order."""
        return tuple(option for option in self.options if not option.retired)
