"""Changes of entities."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.changes import fields
from kith_metadata.changes.draft import Draft
from kith_metadata.definitions import Entity, parse_title
from kith_metadata.faults import ValueFault
from kith_metadata.keys import check_entity_key, free_name, suggest_key
from kith_metadata.notation import check_schema, entity_leaves, published, without_fields
from kith_metadata.notation.schema import nearest, one_of
from kith_metadata.parts import ADMIN, ADMIN_NAMESPACE, ENGINE, entity_id, name_of
from kith_metadata.report import Report


def add(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """A new entity of the admin's, with its fields if the definition has some."""
    written: Mapping[str, Any] = change["entity"]
    used = {entity.key for entity in draft.entities.values() if not entity.retired}
    key = written.get("key") or f"{ADMIN_NAMESPACE}.{_suggested(written, used)}"
    if fault := check_entity_key(key, layer=ADMIN):
        report.value(fault, "entity.key")
        return
    if key in used:
        report.add("taken_key", "entity.key", f"`{key}`, which is there already", "a key that is free")
        return
    if not check_schema(without_fields(written), published("entity"), report, "entity"):
        return
    leaves = entity_leaves(key, written)
    part_id = entity_id(free_name(key, {name_of(known) for known in (*draft.entities, *draft.layers[ENGINE])}))
    read_by = {name: leaves.pop(name) for name in ("title", "columns", "sort") if name in leaves}
    last = max((entity.position for entity in draft.entities.values() if entity.owner == ADMIN), default=0)
    draft.override(part_id, {"position": last + 10, **leaves})
    for index, (field_key, field) in enumerate(_fields(written)):
        definition = field if field_key is None else {"key": field_key, **field}
        fields.add_to(draft, draft.entities[part_id], definition, report, f"entity.fields[{index}]")
    _set_later(draft, part_id, read_by, report, "entity.")


def change(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Other properties of an entity; null takes an override back."""
    entity = draft.entity(change["entity"], report)
    given = {name: value for name, value in change["set"].items() if value is not None}
    fine = check_schema(given, {**published("entity"), "required": []}, report, "set")
    if entity is None or not fine:
        return
    unset = {name: None for name, value in change["set"].items() if value is None}
    if "label" in unset and entity.owner == ADMIN:
        report.add("missing", "set.label", "nothing", "a label")
        return
    read_by = {name: given.pop(name) for name in ("title", "columns", "sort") if name in given}
    draft.override(entity.id, {**given, **unset})
    _set_later(draft, entity.id, read_by, report, "set.")


def retire(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Takes an entity from use; its records stay."""
    if entity := draft.entity(change["entity"], report):
        draft.override(entity.id, {"retired": True})


def restore(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Puts an entity back to use."""
    key: str = change["entity"]
    removed = {entity.id: entity for entity in draft.entities.values() if entity.retired}
    found = [entity for entity in removed.values() if key in (entity.key, entity.id)]
    if not found:
        known = [entity.key for entity in removed.values()]
        report.add("unknown_entity", "entity", f"`{key}`", f"a removed entity: {one_of(known)}", nearest(key, known))
        return
    entity = found[-1]
    if any(other.key == entity.key and not other.retired for other in draft.entities.values()):
        report.add("taken_key", "entity", f"`{entity.key}`, which another entity has now", "a key that is free")
        return
    draft.override(entity.id, {"retired": False if entity.owner != ADMIN else None})


def _suggested(written: Mapping[str, Any], used: set[str]) -> str:
    taken = [key.removeprefix(f"{ADMIN_NAMESPACE}.") for key in used if key.startswith(f"{ADMIN_NAMESPACE}.")]
    return suggest_key(str(written.get("label", "")), taken=taken, fallback="entity")


def _fields(written: Mapping[str, Any]) -> list[tuple[str | None, Mapping[str, Any]]]:
    """As a list of definitions with keys, or by key as files have them."""
    listed: Any = written.get("fields", ())
    return list(listed.items()) if isinstance(listed, Mapping) else [(None, field) for field in listed]


def _set_later(draft: Draft, part_id: str, leaves: Mapping[str, Any], report: Report, path: str) -> None:
    """Title, columns and sort name fields, which later changes may still bring."""

    def read() -> None:
        if entity := draft.entities.get(part_id):
            draft.override(part_id, named(entity, leaves, report, path))

    if leaves:
        draft.later.append(read)


def named(entity: Entity, leaves: Mapping[str, Any], report: Report, path: str) -> dict[str, Any]:
    """Title, columns and sort with the fields' keys turned into their lasting names."""
    stored: dict[str, Any] = {}
    if "title" in leaves:
        try:
            parts = parse_title(leaves["title"]).parts
        except ValueFault as fault:
            report.value(fault, f"{path}title")
        else:
            read = [_name(entity, part, report, f"{path}title") if at % 2 else part for at, part in enumerate(parts)]
            stored["title"] = "".join(f"{{{{ {part} }}}}" if at % 2 else part for at, part in enumerate(read))
    if "columns" in leaves:
        columns = enumerate(leaves["columns"])
        stored["columns"] = [_name(entity, key, report, f"{path}columns[{at}]") for at, key in columns]
    if "sort" in leaves:
        stored["sort"] = ",".join(_term(entity, term.strip(), report, f"{path}sort") for term in _terms(leaves["sort"]))
    return stored


def _terms(sort: str) -> list[str]:
    return [term for term in sort.split(",") if term.strip()]


def _term(entity: Entity, term: str, report: Report, path: str) -> str:
    return ("-" if term.startswith("-") else "") + _name(entity, term.removeprefix("-"), report, path)


def _name(entity: Entity, key: str, report: Report, path: str) -> str:
    from kith_metadata.definitions import SYSTEM_FIELDS

    if key in SYSTEM_FIELDS and not path.endswith("title"):
        return key
    field = entity.by_key.get(key) or entity.aliases.get(key)
    if field is None:
        wanted = f"a field of {entity.label}: {one_of(entity.by_key)}"
        report.add("unknown_field", path, f"`{key}`", wanted, nearest(key, entity.by_key))
    return field.name if field else key
