"""The host of everything that plugs in: what is there, what is broken, and why."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from kith_core.plugins.discovery import Found, installed, load
from kith_core.plugins.packages import load_plugins
from kith_core.plugins.seams import FIELD_TYPES, PAGES, PLUGINS
from kith_metadata.faults import Fault
from kith_metadata.field_types import FieldType, FieldTypes
from kith_metadata.loading import LoadedPlugin
from kith_metadata.report import Report


class PluginHost(msgspec.Struct, frozen=True, kw_only=True):
    """What is installed; whether a plugin is switched on is the catalog's to say."""

    field_types: FieldTypes
    available: Mapping[str, LoadedPlugin]
    """By name, each after those it builds on."""
    pages: tuple[Callable[[Any], Any], ...]
    """Functions from the site to `kith_core.web.seam.Pages`."""
    faults: tuple[Fault, ...] = ()

    @classmethod
    def discover(cls) -> "PluginHost":
        """Everything that works; what is broken stands among the faults and stops nothing else."""
        report = Report()
        field_types = _field_types(report)
        available = load_plugins(field_types, report)
        return cls(field_types=field_types, available=available, pages=_pages(report), faults=tuple(report.faults))

    @property
    def plugins(self) -> tuple[LoadedPlugin, ...]:
        """Each after those it builds on."""
        return tuple(self.available.values())

    def faults_of(self, plugin: str) -> tuple[Fault, ...]:
        """Why a plugin that is installed is not available."""
        place = f"{PLUGINS.group}: {plugin}"
        return tuple(fault for fault in self.faults if fault.where == place or fault.where.startswith(f"{place}: "))


def _field_types(report: Report) -> FieldTypes:
    types: list[FieldType[Any]] = []
    for name, found in load(FIELD_TYPES.group, installed(FIELD_TYPES.group, report), report).items():
        kind = found.extension
        if not isinstance(kind, type) or not issubclass(kind, FieldType):
            _refuse(report, FIELD_TYPES.group, found, "a class that extends `FieldType`")
        elif missing := sorted(getattr(kind, "__abstractmethods__", ())):
            listed = ", ".join(f"`{method}`" for method in missing)
            _refuse(report, FIELD_TYPES.group, found, f"a whole field type; {listed} is missing")
        elif getattr(kind, "name", None) != name:
            _refuse(report, FIELD_TYPES.group, found, f"a field type whose `name` is `{name}`, as its entry point says")
        else:
            types.append(kind())
    return FieldTypes(types)


def _pages(report: Report) -> tuple[Callable[[Any], Any], ...]:
    found = load(PAGES.group, installed(PAGES.group, report), report)
    for page in found.values():
        if not callable(page.extension):
            _refuse(report, PAGES.group, page, "a function that takes the site and gives `Pages`")
    return tuple(page.extension for page in found.values() if callable(page.extension))


def _refuse(report: Report, group: str, found: Found, wanted: str) -> None:
    mend = f"mend or uninstall {found.distribution}"
    report.at(f"{group}: {found.name}").add("extension", "", f"`{found.extension!r}`", wanted, mend)
