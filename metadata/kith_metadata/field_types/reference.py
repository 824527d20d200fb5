"""A link to a record of another entity."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Column, Context, FieldType
from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.operators import Family, reference_operators
from kith_metadata.field_types.uuid_text import parse_uuid


class Reference(FieldType[UUID]):
    """Holds the record's id. Titles are for those who can see records: they look them up and pass the id."""

    name = "reference"
    properties: ClassVar[Mapping[str, Any]] = {
        "to": {
            "type": "string", "format": "entity", "pattern": r"^[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}$",
            "title": "Links to", "description": "The kind of record this field points to, such as `contacts.organization`.",
        },
        "on_delete": {
            "type": "string", "enum": ["restrict", "clear"], "default": "restrict",
            "title": "When that record is removed",
            "description": "`restrict` keeps it as long as records point to it; `clear` empties this field.",
        },
    }
    required_properties = ("to",)
    input, display, filter = "reference", "reference", "reference"

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "uuid"),)

    def parse(self, value: object, field: Field, context: Context) -> UUID | None:
        return None if value is None else parse_uuid(value, "the id of a record", "look it up by its title first")

    def read(self, text: str, field: Field, context: Context) -> UUID | None:
        return self.parse(text.strip() or None, field, context)

    def operators(self, field: Field) -> Family:
        return reference_operators()

    def revive(self, value: Any, field: Field) -> UUID:
        return UUID(value)

    def sort_suffix(self, field: Field) -> str | None:
        """Records are ordered by the title of what they point to; only a record's own id is an order itself."""
        return None if self.references(field) else ""

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> UUID | None:
        if isinstance(value, UUID) and (source.name != self.name or source.references(source_field) != self.references(field)):
            raise unlike(value, "the id of a record of the same kind", "ids of other kinds of record mean nothing here", "identifier")
        return super().convert(value, source, source_field, field, context)

    def references(self, field: Field) -> str | None:
        return f"entity:{field.properties['to']}" if field.properties.get("to") else None

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "uuid"}
