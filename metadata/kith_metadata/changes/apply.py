"""The kinds of change, each with the one function that carries it out on a draft."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kith_metadata.catalog import Catalog
from kith_metadata.changes import entities, fields, plugins
from kith_metadata.changes.draft import Draft
from kith_metadata.changes.physical import settle
from kith_metadata.changes.sense import check_sense
from kith_metadata.notation.schema import check_schema, nearest, one_of, published
from kith_metadata.parts import Layers
from kith_metadata.report import Report
from kith_metadata.stack import ordered

Kind = Callable[[Draft, Mapping[str, Any], Report], None]

KINDS: Mapping[str, Kind] = {
    "add_entity": entities.add,
    "change_entity": entities.change,
    "retire_entity": entities.retire,
    "restore_entity": entities.restore,
    "add_field": fields.add,
    "change_field": fields.change,
    "rename_field": fields.rename,
    "retype_field": fields.retype,
    "retire_field": fields.retire,
    "restore_field": fields.restore,
    "enable_plugin": plugins.enable,
    "disable_plugin": plugins.disable,
    "remove_plugin": plugins.remove,
    "install_plugin": plugins.install,
}


def apply_changes(layers: Layers, changes: Sequence[Mapping[str, Any]], catalog: Catalog) -> Layers:
    """The layers after the changes, in turn; raises `FaultError` with every fault of every change, and changes nothing."""
    draft, report = Draft(layers, catalog), Report()
    for index, change in enumerate(changes):
        _apply(draft, change, report.at(f"changes[{index}]"))
    for check in draft.later:
        check()
    if not report.faults:
        check_sense(draft, report)
    report.stop()
    settle(draft)
    return ordered(draft.layers)


def _apply(draft: Draft, change: object, report: Report) -> None:
    kind = change.get("kind") if isinstance(change, Mapping) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]  # whatever JSON held
    if not isinstance(kind, str) or kind not in KINDS:
        found = "nothing" if kind is None else f"`{kind}`"
        report.add("unknown_kind", "kind", found, one_of(KINDS), nearest(str(kind), KINDS))
        return
    schema = published("change")
    shape = {**schema["$defs"][kind], "$defs": schema["$defs"]}
    if check_schema(change, shape, report):
        KINDS[kind](draft, change, report)  # pyright: ignore[reportArgumentType]  # the schema has seen to it
