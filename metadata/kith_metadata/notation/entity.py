"""An entity as people write it, without its fields."""

from collections.abc import Mapping
from typing import Any

APART = ("entity", "extend", "fields", "key", "was")
"""What an entity's definition also holds, read by others."""


def entity_leaves(key: str, written: Mapping[str, Any]) -> dict[str, Any]:
    """The leaves of a definition that keeps the schema, or of an extension, which leaves key and label to the owner."""
    said = {name: value for name, value in written.items() if name not in APART}
    if "extend" in written:
        return said
    return {"key": key, "label_plural": f"{said['label']}s", **said}


def without_fields(written: Mapping[str, Any]) -> dict[str, Any]:
    """What the schema of an entity speaks of."""
    return {name: value for name, value in written.items() if name not in APART}
