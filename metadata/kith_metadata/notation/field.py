"""A field as people write it, flat: what every field has beside what its type adds."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kith_metadata.definitions import Field
from kith_metadata.notation.options import option_leaves, replaced_options, words_of
from kith_metadata.notation.schema import check_schema, joined, nearest, one_of, published
from kith_metadata.report import Report

if TYPE_CHECKING:
    # Handed in by whoever reads; a type is known by its interface alone.
    from kith_metadata.field_types import FieldTypes
    from kith_metadata.field_types.base import FieldType

humanize = words_of


def field_leaves(
    key: str, written: Mapping[str, Any], field_types: "FieldTypes", report: Report, path: str
) -> dict[str, Any]:
    """The leaves of a whole definition; what is wrong is reported, and what is right is still read."""
    definition = flattened(written)
    name = definition.get("type")
    if not isinstance(name, str) or name not in field_types.names():
        _report_type(name, field_types, report, path)
        check_schema(definition, {**published("field"), "additionalProperties": True}, report, path)
        return {"key": key, "label": definition.get("label", words_of(key))}
    kind = field_types[name]
    if not check_schema(definition, schema_of(kind, whole=True), report, path):
        return {"key": key, "type": name, "label": words_of(key)}
    leaves = {"key": key, "type": name, "label": definition.pop("label", words_of(key))}
    leaves |= option_leaves(definition.pop("options", ()), report, joined(path, "options"))
    return leaves | _leaves(definition, kind)


def property_leaves(
    written: Mapping[str, Any], field: Field, kind: "FieldType[Any]", report: Report, path: str
) -> dict[str, Any]:
    """The leaves of some properties of a field that is there; null takes a property back."""
    definition = flattened(written)
    given = {name: value for name, value in definition.items() if value is not None}
    unset = {name: None for name, value in definition.items() if value is None}
    check_schema({**given, **unset}, _known_only(schema_of(kind)), report, path)
    if not check_schema(given, schema_of(kind), Report()):
        check_schema(given, {**schema_of(kind), "additionalProperties": True}, report, path)
        return {}
    leaves: dict[str, Any] = {}
    if "options" in given:
        leaves |= replaced_options(given.pop("options"), field.options, report, joined(path, "options"))
    return leaves | _leaves({**given, **unset}, kind)


def schema_of(kind: "FieldType[Any]", *, whole: bool = False) -> dict[str, Any]:
    """The JSON Schema of a field of this type; `whole` also wants what a definition cannot do without."""
    common = published("field")
    properties: dict[str, Any] = {**common["properties"], **kind.properties}
    if kind.has_options:
        properties["options"] = common["$defs"]["options"]
    return {**common, "properties": properties, "required": list(kind.required_properties) if whole else []}


def flattened(written: Mapping[str, Any]) -> dict[str, Any]:
    """A `properties` object, as the catalog shows it, reads as if its content stood beside it."""
    definition = {name: value for name, value in written.items() if name != "properties"}
    nested: Any = written.get("properties")
    return {**nested, **definition} if isinstance(nested, Mapping) else dict(written)


def _leaves(definition: Mapping[str, Any], kind: "FieldType[Any]") -> dict[str, Any]:
    return {
        f"properties.{name}" if name in kind.properties else name: value
        for name, value in definition.items()
        if name not in ("was", "type")
    }


def _known_only(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"properties": dict.fromkeys(schema["properties"], True), "additionalProperties": False}


def _report_type(name: object, field_types: "FieldTypes", report: Report, path: str) -> None:
    found = "nothing" if name is None else f"`{name}`"
    wanted = f"a field type: {one_of(field_types.names())}"
    mend = nearest(name, field_types.names()) if isinstance(name, str) else "add `type`"
    report.add("unknown_type", joined(path, "type"), found, wanted, mend)
