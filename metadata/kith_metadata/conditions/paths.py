"""Paths of fields across references: `organization.industry`."""

from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.keys import quoted
from kith_metadata.notation.schema import nearest, one_of
from kith_metadata.report import Report
from kith_metadata.system_fields import SYSTEM

MOST_REFERENCES = 3


def resolve_path(written: object, entity: Entity, catalog: Catalog, report: Report, path: str) -> tuple[Field, ...]:
    """The fields on the way, the one that is meant last; reports and answers with none where the way ends early."""
    if not isinstance(written, str) or not written:
        report.add("type", path, quoted(written), "the key of a field, or a path of keys with dots")
        return ()
    steps = written.split(".")
    if len(steps) - 1 > MOST_REFERENCES:
        wanted = f"at most {MOST_REFERENCES}"
        report.add("path", path, f"{quoted(written)}, which crosses {len(steps) - 1} references", wanted)
        return ()
    fields: list[Field] = []
    for index, key in enumerate(steps):
        field = entity.by_key.get(key) or entity.aliases.get(key) or SYSTEM.get(key)
        if field is None:
            _report_unknown(key, written, entity, report, path)
            return ()
        fields.append(field)
        if index < len(steps) - 1:
            target = catalog.target(field)
            if target is None:
                wanted = "a field that points to a record"
                report.add("path", path, f"`{key}` in {quoted(written)}", wanted, f"end the path at `{key}`")
                return ()
            entity = target
    return tuple(fields)


def _report_unknown(key: str, written: str, entity: Entity, report: Report, path: str) -> None:
    known = (*entity.by_key, *SYSTEM)
    found = quoted(key) if key == written else f"{quoted(key)} in {quoted(written)}"
    report.add("unknown_field", path, found, f"a field of {entity.label}: {one_of(known)}", nearest(key, known))
