"""What a definition is: pure, without database, web or clock. The names here are what plugins may rest on."""

from kith_metadata.catalog import Catalog, UnknownEntity
from kith_metadata.conditions import Condition, matches, parse_condition, words
from kith_metadata.definitions import Entity, Field, Manifest, Option
from kith_metadata.faults import Fault, FaultError, ValueFault
from kith_metadata.field_types import (
    Bind,
    Column,
    Context,
    FieldType,
    FieldTypes,
    Operator,
    boolean_operators,
    choice_operators,
    date_operators,
    folded_text_operators,
    long_text_operators,
    many_operators,
    number_operators,
    reference_operators,
    text_operators,
)
from kith_metadata.layers import compose
from kith_metadata.loading import LoadedPlugin, load_plugin

__all__ = [
    "Bind",
    "Catalog",
    "Column",
    "Condition",
    "Context",
    "Entity",
    "Fault",
    "FaultError",
    "Field",
    "FieldType",
    "FieldTypes",
    "LoadedPlugin",
    "Manifest",
    "Operator",
    "Option",
    "UnknownEntity",
    "ValueFault",
    "boolean_operators",
    "choice_operators",
    "compose",
    "date_operators",
    "folded_text_operators",
    "load_plugin",
    "long_text_operators",
    "many_operators",
    "matches",
    "number_operators",
    "parse_condition",
    "reference_operators",
    "text_operators",
    "words",
]
