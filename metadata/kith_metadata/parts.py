"""Parts and layers: the form in which definitions are stored, merged, overridden and undone.

A part is one definition, a flat map of property paths down to the leaf; a layer holds the parts of one owner.
"""

from collections.abc import Mapping
from typing import Any

Part = Mapping[str, Any]
Layer = Mapping[str, Part]
Layers = Mapping[str, Layer]

ENGINE = "engine"
ADMIN = "admin"
ADMIN_NAMESPACE = "x"


def entity_id(name: str) -> str:
    return f"entity:{name}"


def field_id(entity: str, name: str) -> str:
    """The id of a field, by its entity's id and its own name."""
    return f"field:{entity.removeprefix('entity:')}.{name}"


def plugin_id(name: str) -> str:
    return f"plugin:{name}"


def kind_of(part_id: str) -> str:
    return part_id.partition(":")[0]


def name_of(part_id: str) -> str:
    """How other definitions refer to it: `contacts.person` for an entity, `email` for a field."""
    kind, _, name = part_id.partition(":")
    return name.rpartition(".")[2] if kind == "field" else name


def entity_of(part_id: str) -> str:
    """The id of the entity that a field belongs to."""
    return f"entity:{part_id.partition(':')[2].rpartition('.')[0]}"


def belongs_to_admin(part_id: str) -> bool:
    """Whether the part can only be the admin's own, by its name alone; anything else in their layer is an override."""
    kind, _, name = part_id.partition(":")
    if name.startswith(f"{ADMIN_NAMESPACE}."):
        return True
    return kind == "field" and name_of(part_id).startswith(f"{ADMIN_NAMESPACE}_")


def defines(part_id: str, part: Part) -> bool:
    """Whether this is the part itself rather than an override of it."""
    return "key" in part and ("type" if kind_of(part_id) == "field" else "label") in part
