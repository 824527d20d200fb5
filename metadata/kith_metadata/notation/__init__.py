"""How people write definitions, in files and in changes, and how that becomes leaves."""

from kith_metadata.notation.entity import entity_leaves, without_fields
from kith_metadata.notation.field import field_leaves, humanize, property_leaves
from kith_metadata.notation.options import option_leaves, replaced_options
from kith_metadata.notation.schema import check_schema, published
from kith_metadata.notation.sense import check_field

__all__ = [
    "check_field",
    "check_schema",
    "entity_leaves",
    "field_leaves",
    "humanize",
    "option_leaves",
    "property_leaves",
    "published",
    "replaced_options",
    "without_fields",
]
