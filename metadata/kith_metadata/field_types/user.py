"""Somebody who works here."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kith_metadata.definitions import Field
from kith_metadata.field_types.base import Column, Context, FieldType
from kith_metadata.field_types.describing import unlike
from kith_metadata.field_types.operators import Family, reference_operators
from kith_metadata.field_types.uuid_text import parse_uuid


class User(FieldType[UUID]):
    """Holds the account's id. Names are for those who know accounts: they look them up and pass the id."""

    name = "user"
    input, display, filter = "user", "user", "user"
    points_to_accounts = True

    def columns(self, field: Field) -> tuple[Column, ...]:
        return (Column("", "uuid"),)

    def parse(self, value: object, field: Field, context: Context) -> UUID | None:
        return None if value is None else parse_uuid(value, "the id of an account", "look it up by its name first")

    def read(self, text: str, field: Field, context: Context) -> UUID | None:
        return self.parse(text.strip() or None, field, context)

    def operators(self, field: Field) -> Family:
        return reference_operators()

    def revive(self, value: Any, field: Field) -> UUID:
        return UUID(value)

    def sort_suffix(self, field: Field) -> str | None:
        return None

    def convert(self, value: Any, source: FieldType[Any], source_field: Field, field: Field, context: Context) -> UUID | None:
        if isinstance(value, UUID) and not source.points_to_accounts:
            raise unlike(value, "the id of an account", "ids of records mean nothing here", "identifier")
        return super().convert(value, source, source_field, field, context)

    def schema(self, field: Field) -> Mapping[str, Any]:
        return {"type": "string", "format": "uuid"}
