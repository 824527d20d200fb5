"""The fields every record has, as fields: conditions and sorts treat them like any other."""

from collections.abc import Mapping

from kith_metadata.definitions import SYSTEM_FIELDS, Field

_KINDS = {
    "id": ("reference", "Identifier"),
    "created_at": ("datetime", "Created"),
    "created_by": ("user", "Created by"),
    "updated_at": ("datetime", "Changed"),
    "updated_by": ("user", "Changed by"),
    "trashed_at": ("datetime", "Moved to the trash"),
}


def _system_field(key: str) -> Field:
    type_name, label = _KINDS[key]
    return Field(id=f"field:{key}", name=key, key=key, type=type_name, label=label, owner="engine", column=key)


SYSTEM: Mapping[str, Field] = {key: _system_field(key) for key in SYSTEM_FIELDS}
"""By key. The column is the key itself, and `id` is a reference that points nowhere: to the record it is."""
