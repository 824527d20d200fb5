"""The packages of plugins: manifests first, as data; then the code of those that fit; then their definitions."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib.metadata import EntryPoint, version
from importlib.util import find_spec
from pathlib import Path
from typing import TypeVar

import msgspec

from kith_core.plugins.discovery import distribution_of, installed, load
from kith_core.plugins.requirements import placeable
from kith_core.plugins.seams import PLUGINS
from kith_metadata.definitions import Manifest
from kith_metadata.faults import FaultError
from kith_metadata.field_types import FieldTypes
from kith_metadata.loading import LoadedPlugin, load_plugin, read_manifest
from kith_metadata.report import Report

DISTRIBUTION = "kith-crm"
T = TypeVar("T")


class _Package(msgspec.Struct, frozen=True):
    """A plugin whose code has not been imported."""

    entry: EntryPoint
    folder: Path
    manifest: Manifest


def load_plugins(field_types: FieldTypes, report: Report) -> dict[str, LoadedPlugin]:
    """The plugins that work, by name, each after those it builds on."""
    packages = _packages(report)
    manifests = {name: package.manifest for name, package in packages.items()}
    order = placeable(manifests, version(DISTRIBUTION), report)
    imported = load(PLUGINS.group, [packages[name].entry for name in order], report)
    available: dict[str, LoadedPlugin] = {}
    for name in order:
        place = report.at(f"{PLUGINS.group}: {name}")
        if _stands(manifests[name], available, place) and name in imported:
            loaded = _gather(place, partial(load_plugin, packages[name].folder, field_types))
            if loaded:
                available[name] = loaded
    return available


def _packages(report: Report) -> dict[str, _Package]:
    packages: dict[str, _Package] = {}
    for entry in installed(PLUGINS.group, report):
        place = report.at(f"{PLUGINS.group}: {entry.name}")
        folder = _folder(entry, place)
        manifest = _gather(place, partial(read_manifest, folder)) if folder else None
        if folder is None or manifest is None:
            continue
        if manifest.name == entry.name:
            packages[entry.name] = _Package(entry, folder, manifest)
        else:
            wanted = f"`{entry.name}`, as its entry point says"
            place.add("name", "name", f"`{manifest.name}`", wanted, "give both one name")
    return packages


def _folder(entry: EntryPoint, report: Report) -> Path | None:
    """Where the plugin's package lies, found without importing it."""
    try:
        spec, reason = find_spec(entry.module), f"no package `{entry.module}`"
    except (ImportError, ValueError) as error:
        spec, reason = None, str(error)
    if spec and spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations)))
    mend = f"mend or uninstall {distribution_of(entry)}"
    report.add("import", "", reason, "a package that holds `plugin.yaml`", mend)
    return None


def _stands(manifest: Manifest, available: Mapping[str, LoadedPlugin], report: Report) -> bool:
    broken = [f"`{name}`" for name in manifest.requires if name not in ("kith", *available)]
    if broken:
        names = ", ".join(broken)
        report.add("requires", "requires", f"{names}, which is broken", "plugins that work", f"mend {names} first")
    return not broken


def _gather(report: Report, read: Callable[[], T]) -> T | None:
    """What `read` gives; or its faults, placed at the plugin they are of."""
    try:
        return read()
    except FaultError as error:
        placed = (msgspec.structs.replace(fault, where=f"{report.where}: {fault.where}") for fault in error.faults)
        report.faults.extend(placed)
        return None
