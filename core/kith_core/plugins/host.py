"""Finds the plugins and field types that are installed, with every fault of all of them at once."""

from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any

from msgspec.structs import replace
from packaging.specifiers import SpecifierSet

from kith_core.plugins.discovery import Manager, owner
from kith_core.plugins.seams import FIELD_TYPES, PAGES, PLUGINS
from kith_core.problems import Invalid
from kith_metadata.faults import Fault, FaultError
from kith_metadata.field_types import FieldTypes
from kith_metadata.loading import LoadedPlugin, load_plugin

DISTRIBUTION = "kith-crm"


class PluginHost:
    """What is installed; whether a plugin is switched on is the catalog's to say."""

    def __init__(self, plugins: Sequence[LoadedPlugin], field_types: FieldTypes) -> None:
        self.plugins = tuple(plugins)
        self.field_types = field_types

    @classmethod
    def discover(cls) -> "PluginHost":
        """Raises `Invalid` with all that is wrong with any of them."""
        types = Manager(FIELD_TYPES)
        field_types = FieldTypes(extension.plugin() for extension in types.extensions)
        packages = Manager(PLUGINS)
        plugins, faults = _load(packages, field_types)
        faults = [*types.faults, *packages.faults, *faults, *_unmet(plugins)]
        if faults:
            raise Invalid("Some of what is installed cannot be used.", *faults)
        return cls(plugins, field_types)

    def pages(self) -> list[Callable[[Any], Any]]:
        """What brings pages: functions from the site to `kith_core.web.seam.Pages`."""
        pages = Manager(PAGES)
        if pages.faults:
            raise Invalid("Some of the installed pages cannot be used.", *pages.faults)
        return [extension.plugin for extension in pages.extensions]


def _load(packages: Manager, field_types: FieldTypes) -> tuple[list[LoadedPlugin], list[Fault]]:
    plugins: list[LoadedPlugin] = []
    faults: list[Fault] = []
    for extension in packages.extensions:
        where = owner(extension.entry_point)
        try:
            plugin = load_plugin(files(extension.plugin), field_types)
        except FaultError as error:
            faults += [_placed(fault, where) for fault in error.faults]
            continue
        plugins.append(plugin)
        if plugin.manifest.name != extension.name:
            faults.append(
                Fault(
                    code="plugin_name", where=f"{where}: plugin.yaml", path="name", found=f"`{plugin.manifest.name}`",
                    wanted=f"`{extension.name}`, as the entry point names it", mend="give both one name",
                )
            )
    return plugins, faults


def _placed(fault: Fault, where: str) -> Fault:
    return replace(fault, where=f"{where}: {fault.where}")


def _unmet(plugins: Sequence[LoadedPlugin]) -> list[Fault]:
    """Requirements of versions that what is installed does not meet."""
    present = {"kith": version(DISTRIBUTION), **{plugin.manifest.name: plugin.manifest.version for plugin in plugins}}
    return [
        Fault(
            code="requires", where=f"{plugin.manifest.name} {plugin.manifest.version}: plugin.yaml",
            path=f"requires.{name}", found=f"{name} {present[name]}" if name in present else f"no {name}",
            wanted=f"{name} {wanted}", mend=f"install a {name} that fits",
        )
        for plugin in plugins
        for name, wanted in plugin.manifest.requires.items()
        if name not in present or not SpecifierSet(wanted).contains(present[name], prereleases=True)
    ]
