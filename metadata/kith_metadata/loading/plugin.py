"""A plugin's folder: its manifest, then its definitions."""

from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.version import InvalidVersion, Version

from kith_metadata.definitions import Manifest
from kith_metadata.field_types import FieldTypes
from kith_metadata.keys import check_plugin_name, quoted
from kith_metadata.loading.documents import Document, read_document
from kith_metadata.loading.entities import read_entities
from kith_metadata.notation import check_schema, published
from kith_metadata.parts import Layer, plugin_id
from kith_metadata.report import Report

KINDS = ("entities",)
"""The folders of `definitions/`, one for each kind of part."""
FORMAT = 1


class LoadedPlugin(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin as its files have it; `folder` also holds its sample records and words."""

    manifest: Manifest
    layer: Layer
    folder: Any


def load_plugin(folder: Path | Traversable, field_types: FieldTypes) -> LoadedPlugin:
    """Reads a plugin from its files; raises `FaultError` with every fault of every file."""
    report = Report()
    manifest = _manifest(folder, report)
    documents = list(_documents(folder, report))
    parts = read_entities(documents, manifest, field_types, report) if manifest else {}
    report.stop()
    assert manifest is not None, "a missing manifest is a fault"
    return LoadedPlugin(manifest=manifest, layer={plugin_id(manifest.name): _part(manifest), **parts}, folder=folder)


def read_manifest(folder: Path | Traversable) -> Manifest:
    """What the plugin says of itself; raises `FaultError`."""
    report = Report()
    manifest = _manifest(folder, report)
    report.stop()
    assert manifest is not None, "a missing manifest is a fault"
    return manifest


def _manifest(folder: Traversable, report: Report) -> Manifest | None:
    file = folder / "plugin.yaml"
    if not file.is_file():
        report.at("plugin.yaml").add("missing", "", "nothing", "a manifest", "write `plugin.yaml` beside the code")
        return None
    document = read_document(file, "plugin.yaml", report)
    if document is None:
        return None
    found = Report()
    if check_schema(document.content, published("plugin"), found):
        _check_manifest(document.content, found)
    place(found, document, report)
    return None if found.faults else msgspec.convert(document.content, Manifest)


def _check_manifest(content: dict[str, Any], report: Report) -> None:
    if fault := check_plugin_name(content["name"]):
        report.value(fault, "name")
    if content["format"] != FORMAT:
        mend = "write `format: 1`" if content["format"] < FORMAT else "use a newer version of Kith"
        report.add("format", "format", f"`{content['format']}`", f"format {FORMAT}, which this Kith reads", mend)
    try:
        Version(content["version"])
    except InvalidVersion:
        report.add("version", "version", quoted(content["version"]), "a version such as `1.2.0`")
    for kind in ("requires", "optional"):
        for name, wanted in content.get(kind, {}).items():
            _check_range(wanted, f"{kind}.{name}", report)
            if name == content["name"]:
                report.add("cycle", f"{kind}.{name}", "the plugin itself", "other plugins", "remove it")


def _check_range(wanted: str, path: str, report: Report) -> None:
    try:
        SpecifierSet(wanted)
    except InvalidSpecifier:
        report.add("version", path, quoted(wanted), "a range of versions such as `>=1,<2`")


def _documents(folder: Traversable, report: Report) -> Iterator[Document]:
    definitions = folder / "definitions"
    if not definitions.is_dir():
        return
    for kind in sorted(_visible(definitions), key=lambda entry: entry.name):
        if kind.name not in KINDS or not kind.is_dir():
            wanted = "a folder of " + " or ".join(f"`{name}`" for name in KINDS)
            report.at(f"definitions/{kind.name}").add("unknown_file", "", f"`{kind.name}`", wanted, "move or remove it")
            continue
        for file in sorted(_visible(kind), key=lambda entry: entry.name):
            name = f"definitions/{kind.name}/{file.name}"
            if not file.name.endswith(".yaml"):
                report.at(name).add("unknown_file", "", f"`{file.name}`", "a file that ends in `.yaml`", "rename it")
            elif document := read_document(file, name, report):
                yield document


def _visible(folder: Traversable) -> list[Traversable]:
    return [entry for entry in folder.iterdir() if not entry.name.startswith((".", "__"))]


def _part(manifest: Manifest) -> dict[str, Any]:
    ranges = {
        f"{kind}.{name}": wanted
        for kind, wishes in (("requires", manifest.requires), ("optional", manifest.optional))
        for name, wanted in wishes.items()
    }
    return {
        "label": manifest.label,
        "version": manifest.version,
        "description": manifest.description,
        "icon": manifest.icon,
        "position": manifest.position,
        "enabled": True,
        **ranges,
    }


def place(found: Report, document: Document, report: Report) -> None:
    """Gives each fault its file and line."""
    report.faults += [msgspec.structs.replace(fault, where=document.where(fault.path)) for fault in found.faults]
