"""What must hold of definitions as a whole, once every change has been made."""

from kith_metadata.changes.draft import Draft
from kith_metadata.definitions import Entity, Field
from kith_metadata.report import Report


def check_sense(draft: Draft, report: Report) -> None:
    """Reports keys that two definitions claim."""
    claimed: dict[str, Entity] = {}
    for entity in draft.entities.values():
        if not entity.retired and entity.id != claimed.setdefault(entity.key, entity).id:
            report.add("taken_key", entity.key, "two entities with this key", "one", "rename one of them")
    for part_id in sorted(draft.touched & draft.entities.keys()):
        _check_fields(draft.entities[part_id], report)


def _check_fields(entity: Entity, report: Report) -> None:
    seen: dict[str, Field] = {}
    for field in entity.all_fields:
        if not field.retired and field.id != seen.setdefault(field.key, field).id:
            owners = f"fields of `{seen[field.key].owner}` and `{field.owner}`"
            report.add("taken_key", f"{entity.key}.{field.key}", f"{owners} with this key", "one", "rename one of them")
