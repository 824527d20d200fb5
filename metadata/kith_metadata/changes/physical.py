"""Where things live: the names of tables and columns, given once and never changed."""

from hashlib import sha256
from typing import Any

from kith_metadata.changes.draft import Draft
from kith_metadata.definitions import Entity, Field
from kith_metadata.parts import ENGINE

LONGEST_TABLE = 48
"""PostgreSQL cuts names at 63 bytes; the rest is for what is derived from it."""
FORBIDDEN = frozenset({"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"})
"""Columns that every table of PostgreSQL has by itself."""


def settle(draft: Draft) -> None:
    """Gives every touched entity its table and every touched field its column, and remembers former keys."""
    for part_id in sorted(draft.touched):
        entity = draft.entities.get(part_id)
        if entity is not None:
            _settle_entity(draft, entity)
            for field in entity.all_fields:
                _settle_field(draft, entity, field)


def _settle_entity(draft: Draft, entity: Entity) -> None:
    engine = draft.layers[ENGINE].get(entity.id, {})
    leaves: dict[str, Any] = {} if "table" in engine else {"table": _table(entity)}
    before = draft.before.all_entities.get(entity.id)
    if before and before.key != entity.key:
        leaves["aliases"] = _aliases(before.former_keys, before.key, entity.key)
    if leaves:
        draft.engine(entity.id, leaves)


def _settle_field(draft: Draft, entity: Entity, field: Field) -> None:
    leaves = _place(draft, entity, field)
    before = draft.before.fields_by_id.get(field.id)
    if before and before.key != field.key:
        leaves["aliases"] = _aliases(before.aliases, before.key, field.key)
    if leaves:
        draft.engine(field.id, leaves)


def _place(draft: Draft, entity: Entity, field: Field) -> dict[str, Any]:
    """A column where there is none yet, or another one where the values change their kind."""
    engine = draft.layers[ENGINE].get(field.id, {})
    stored = {"stored.type": field.type, "stored.properties": dict(field.properties)}
    if "column" not in engine:
        return {"column": _column(draft, entity, field), **stored}
    if field.type not in draft.field_types.names() or not _moves(draft, field, engine):
        return {}
    before = draft.before.fields_by_id.get(field.id)
    same = before is not None and before.type == engine["stored.type"]
    properties = dict(before.properties) if before and same else engine["stored.properties"]
    former = {"column": engine["column"], "type": engine["stored.type"], "properties": properties}
    return {
        "column": _column(draft, entity, field),
        "former": [former, *engine.get("former", ())],
        **stored,
    }


def _moves(draft: Draft, field: Field, engine: dict[str, Any]) -> bool:
    if engine["stored.type"] != field.type:
        return True
    kind = draft.field_types[field.type]
    stored = Field(
        id=field.id, name=field.name, key=field.key, type=field.type, label=field.label, owner=field.owner,
        column=field.column, properties=engine["stored.properties"],
    )
    return kind.columns(stored) != kind.columns(field) or kind.references(stored) != kind.references(field)


def _column(draft: Draft, entity: Entity, field: Field) -> str:
    """The key, or, where that was used before or could be mistaken for something else, with the revision behind it."""
    used = FORBIDDEN | _columns(draft, entity)
    plain = "_".join(part for part in field.key.split("_") if part)
    if plain == field.key and plain not in used:
        return plain
    name, turn = f"{plain}__r{draft.number}", 1
    while name in used:
        turn += 1
        name = f"{plain}__r{draft.number}_{turn}"
    return name


def _columns(draft: Draft, entity: Entity) -> frozenset[str]:
    """Every column that the entity's table has or had."""
    found: set[str] = set()
    for name in draft.names(entity.id):
        engine = draft.layers[ENGINE].get(f"field:{entity.id.removeprefix('entity:')}.{name}", {})
        found |= {former["column"] for former in engine.get("former", ())}
        if "column" in engine:
            found.add(engine["column"])
    return frozenset(found)


def _table(entity: Entity) -> str:
    """Namespace and name; a hash tells apart what would be too long or could read two ways."""
    name = entity.id.removeprefix("entity:")
    plain = name.replace(".", "__")
    if len(plain) <= LONGEST_TABLE and plain.count("__") == 1 and "___" not in plain:
        return plain
    return f"{plain[: LONGEST_TABLE - 10].rstrip('_')}__{sha256(name.encode()).hexdigest()[:8]}"


def _aliases(former: tuple[str, ...], old: str, new: str) -> list[str]:
    return [key for key in dict.fromkeys((*former, old)) if key != new]
