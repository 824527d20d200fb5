"""What is installed, found by entry points; what cannot be loaded is reported and stops nobody else.

Discovery is stevedore's, without its cache: that forgets which distribution brought an entry point, and may not see
for minutes that one has changed.
"""

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import Any

import msgspec
from stevedore.extension import Extension, ExtensionManager

from kith_metadata.report import Report


class Found(msgspec.Struct, frozen=True):
    """An extension that was loaded: its name, who brought it, and what its entry point names."""

    name: str
    distribution: str
    extension: Any


def installed(group: str, report: Report) -> list[EntryPoint]:
    """The entry points of a group; a name that two distributions claim is nobody's."""
    by_name: dict[str, list[EntryPoint]] = {}
    for entry in entry_points(group=group):
        by_name.setdefault(entry.name, []).append(entry)
    for name, entries in by_name.items():
        if len(entries) > 1:
            both = " and ".join(f"`{distribution_of(entry)}`" for entry in entries)
            place = report.at(f"{group}: {name}")
            place.add("duplicate", "", f"`{name}` in {both}", "one distribution that brings it", "uninstall one of them")
    return [entries[0] for entries in by_name.values() if len(entries) == 1]


def load(group: str, entries: Iterable[EntryPoint], report: Report) -> dict[str, Found]:
    """Imports each; one that fails is reported."""
    listed = list(entries)
    owners = {entry.name: distribution_of(entry) for entry in listed}
    manager = _Extensions(group, listed, report)
    return {one.name: Found(one.name, owners[one.name], one.plugin) for one in manager.extensions}


def distribution_of(entry: EntryPoint) -> str:
    """Name and version of the distribution that brings the entry point."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution"


class _Extensions(ExtensionManager[Any]):
    """Stevedore's manager over entry points at hand."""

    def __init__(self, group: str, entries: list[EntryPoint], report: Report) -> None:
        self._entries, self._report = entries, report
        super().__init__(group, on_load_failure_callback=self._failed)

    def list_entry_points(self) -> list[EntryPoint]:
        return self._entries

    def _load_one_plugin(
        self, ep: EntryPoint, invoke_on_load: bool, invoke_args: tuple[Any, ...], invoke_kwds: dict[str, Any]
    ) -> Extension[Any]:
        try:
            return super()._load_one_plugin(ep, invoke_on_load, invoke_args, invoke_kwds)
        except (AssertionError, SystemExit) as error:
            # Stevedore lets these through: a stranger's `assert` or `exit()` would stop the whole site.
            raise RuntimeError(f"{type(error).__name__}: {error}") from error

    def _failed(self, _manager: ExtensionManager[Any], entry: EntryPoint, error: BaseException) -> None:
        found = str(error) if type(error) is RuntimeError else f"{type(error).__name__}: {error}"
        mend = f"mend or uninstall {distribution_of(entry)}"
        place = self._report.at(f"{self.namespace}: {entry.name}")
        place.add("import", "", found, f"`{entry.value}` to be imported", mend)
