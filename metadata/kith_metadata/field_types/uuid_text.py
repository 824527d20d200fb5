"""Identifiers as text."""

from uuid import UUID

from kith_metadata.field_types.describing import unlike


def parse_uuid(value: object, wanted: str, mend: str) -> UUID:
    """Raises `ValueFault` for anything but a UUID in its usual form."""
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and len(value.strip()) == 36:
        try:
            return UUID(value.strip())
        except ValueError as error:
            raise unlike(value, wanted, mend, "identifier") from error
    raise unlike(value, wanted, mend, "identifier")
