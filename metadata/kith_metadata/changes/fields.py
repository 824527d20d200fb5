"""Changes of fields."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.changes.draft import Draft
from kith_metadata.definitions import Entity, Field
from kith_metadata.keys import check_field_key, free_name, suggest_key
from kith_metadata.notation import check_field, field_leaves, property_leaves
from kith_metadata.notation.schema import nearest, one_of
from kith_metadata.parts import ADMIN, ADMIN_NAMESPACE, field_id, name_of
from kith_metadata.report import Report

OTHER_KINDS = {"key": "rename_field", "type": "retype_field", "retired": "retire_field"}
"""What `change_field` does not set, and the change that does."""


def add(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """A new field of the admin's."""
    if entity := draft.entity(change["entity"], report):
        add_to(draft, entity, change["field"], report, "field")


def add_to(draft: Draft, entity: Entity, written: Mapping[str, Any], report: Report, path: str) -> None:
    """A new field of the admin's on an entity that is at hand."""
    definition = dict(written)
    taken = {field.key: field for field in entity.all_fields if not field.retired}
    prefix = "" if entity.owner == ADMIN else f"{ADMIN_NAMESPACE}_"
    key = definition.pop("key", None) or suggest_key(str(definition.get("label", "")), prefix=prefix, taken=taken)
    if fault := check_field_key(key, entity_owner=entity.owner, layer=ADMIN):
        report.value(fault, f"{path}.key")
    elif key in taken:
        report.add("taken_key", f"{path}.key", f"`{key}`, which {entity.label} has already", "a key that is free")
    elif "label" not in definition and "key" not in written:
        report.add("missing", f"{path}.label", "nothing", "a label", "add it")
    before = len(report.faults)
    leaves = field_leaves(str(key), definition, draft.field_types, report, path)
    if len(report.faults) > before or report.faults and report.faults[-1].where == report.where:
        return
    part_id = field_id(entity.id, free_name(str(key), draft.names(entity.id)))
    last = max((field.position for field in entity.all_fields), default=0)
    draft.override(part_id, {"position": last + 10, **leaves})
    _point(draft, part_id, leaves, report, path)
    _check_later(draft, part_id, report, f"{path}.")


def change(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Other properties of a field; null takes an override back."""
    field = _find(draft, change, report)
    written = dict(change["set"])
    for name, kind in OTHER_KINDS.items():
        if name in written:
            report.add("other_kind", f"set.{name}", f"`{name}`", "properties only", f"use the change `{kind}`")
            del written[name]
    if field is None:
        return
    kind = draft.field_types[field.type]
    leaves = property_leaves(written, field, kind, report, "set")
    for name, schema in kind.properties.items():
        if schema.get("format") == "entity" and leaves.pop(f"properties.{name}", None) is not None:
            report.add("other_kind", f"set.{name}", f"`{name}`", "other properties", "use the change `retype_field`")
    draft.override(field.id, leaves)
    _check_later(draft, field.id, report, "set.")


def rename(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Another key; the API still answers to the old one."""
    entity, field = draft.entity(change["entity"], report), None
    if entity:
        field = draft.field(entity, change["field"], report)
    if entity is None or field is None:
        return
    key: str = change["to"]
    owner = ADMIN if field.owner != ADMIN else entity.owner
    taken = [other for other in entity.all_fields if other.key == key and not other.retired]
    if fault := check_field_key(key, entity_owner=owner, layer=ADMIN):
        report.value(fault, "to")
    elif taken and taken[0].id != field.id:
        report.add("taken_key", "to", f"`{key}`, which {entity.label} has already", "a key that is free")
    else:
        draft.override(field.id, {"key": key})


def retype(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Another type, with its properties; the values are converted into a column of their own."""
    field = _find(draft, change, report)
    if field is None:
        return
    written = {name: value for name, value in change.items() if name not in ("kind", "entity", "field")}
    if written["type"] in draft.field_types.names() and draft.field_types[written["type"]].has_options:
        written.setdefault("options", [{"key": option.key} for option in field.open_options])
    before = len(report.faults)
    leaves = field_leaves(field.key, {"label": field.label, **written}, draft.field_types, report, "")
    if len(report.faults) > before:
        return
    for name in ("key", "label"):
        leaves.pop(name)
    part = draft.layers[ADMIN].get(field.id, {})
    stale = {path: None for path in part if path.startswith("properties.")}
    draft.override(field.id, {**stale, "type": leaves.pop("type")})
    draft.override(field.id, leaves)
    _point(draft, field.id, leaves, report, "")
    _drop_default(draft, field.id, "default" in written)
    _check_later(draft, field.id, report, "")


def retire(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Takes a field from use; its values stay."""
    if field := _find(draft, change, report):
        draft.override(field.id, {"retired": True})


def restore(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Puts a field back to use, with its values."""
    entity, key = draft.entity(change["entity"], report), change["field"]
    if entity is None:
        return
    removed = [field for field in entity.all_fields if field.retired]
    found = [field for field in removed if key in (field.key, field.name, field.id)]
    if not found:
        keys = [field.key for field in removed]
        report.add("unknown_field", "field", f"`{key}`", f"a removed field: {one_of(keys)}", nearest(key, keys))
    elif any(other.key == found[-1].key and not other.retired for other in entity.all_fields):
        wanted = "a key that is free"
        report.add("taken_key", "field", f"`{found[-1].key}`, which another field has now", wanted, "rename that one")
    else:
        draft.override(found[-1].id, {"retired": False if found[-1].owner != ADMIN else None})


def _find(draft: Draft, change: Mapping[str, Any], report: Report) -> Field | None:
    entity = draft.entity(change["entity"], report)
    return draft.field(entity, change["field"], report) if entity else None


def _point(draft: Draft, part_id: str, leaves: Mapping[str, Any], report: Report, path: str) -> None:
    """Turns the keys of entities into their lasting names; they may come by a later change."""
    kind = draft.field_types[leaves["type"]] if "type" in leaves else None
    pointing = [name for name, schema in (kind.properties if kind else {}).items() if schema.get("format") == "entity"]

    def read() -> None:
        for name in pointing:
            key = leaves.get(f"properties.{name}")
            if key and (target := draft.entity(key, report, f"{path}.{name}".lstrip("."))):
                draft.override(part_id, {f"properties.{name}": name_of(target.id)})

    if pointing:
        draft.later.append(read)


def _drop_default(draft: Draft, part_id: str, given: bool) -> None:
    """A default of the former type that the new one cannot take is none."""
    field = _built(draft, part_id)
    trial = Report()
    check_field(field, draft.field_types[field.type], trial, "")
    if not given and any(fault.path == "default" for fault in trial.faults):
        draft.override(part_id, {"default": None})


def _check_later(draft: Draft, part_id: str, report: Report, path: str) -> None:
    def check() -> None:
        field = _built(draft, part_id)
        check_field(field, draft.field_types[field.type], report, path)

    draft.later.append(check)


def _built(draft: Draft, part_id: str) -> Field:
    entity = draft.entities[f"entity:{part_id.removeprefix('field:').rpartition('.')[0]}"]
    return entity.by_name[name_of(part_id)]
