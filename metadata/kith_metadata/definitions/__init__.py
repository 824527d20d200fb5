"""The effective definitions: frozen, one struct a kind."""

from kith_metadata.definitions.entity import SYSTEM_FIELDS, Entity
from kith_metadata.definitions.field import Field, FormerColumn, Option
from kith_metadata.definitions.plugin import Manifest, PluginState
from kith_metadata.definitions.title import Title, parse_title

__all__ = ["SYSTEM_FIELDS", "Entity", "Field", "FormerColumn", "Manifest", "Option", "PluginState", "Title", "parse_title"]
