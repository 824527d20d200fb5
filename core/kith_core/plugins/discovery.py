"""Entry points, found by stevedore without its four traps.

Its cache forgets which distribution an entry point is from and can be minutes old, a broken one is only logged, of two
with one name the last wins, and an `assert` in a plugin's import stops the host.
"""

from collections import defaultdict
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from stevedore.extension import Extension, ExtensionManager

from kith_metadata.faults import Fault


class Manager(ExtensionManager[Any]):
    """Loads what one group names; `faults` holds what could not be."""

    def __init__(self, group: str) -> None:
        self.faults = duplicates(group, found(group))
        super().__init__(group, on_load_failure_callback=self._note)

    def list_entry_points(self) -> list[EntryPoint]:
        return found(self.namespace)

    def _load_one_plugin(self, ep: EntryPoint, *arguments: Any) -> Extension[Any] | None:
        try:
            return super()._load_one_plugin(ep, *arguments)
        except AssertionError as error:
            self._note(self, ep, error)
            return None

    def _note(self, _manager: object, entry: EntryPoint, error: BaseException) -> None:
        self.faults.append(broken(entry, error))


def found(group: str) -> list[EntryPoint]:
    """The entry points of a group as the installed distributions have them now, each once."""
    return list({(entry.name, entry.value, owner(entry)): entry for entry in entry_points(group=group)}.values())


def owner(entry: EntryPoint) -> str:
    """The distribution an entry point is from."""
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist else "an unknown distribution"


def duplicates(group: str, entries: Sequence[EntryPoint]) -> list[Fault]:
    by_name: defaultdict[str, list[EntryPoint]] = defaultdict(list)
    for entry in entries:
        by_name[entry.name].append(entry)
    return [
        Fault(
            code="duplicate", where=group, path=name, found=f"{name} in {' and in '.join(map(owner, same))}",
            wanted="one of the name", mend="uninstall one of the two",
        )
        for name, same in by_name.items()
        if len(same) > 1
    ]


def broken(entry: EntryPoint, error: BaseException) -> Fault:
    return Fault(
        code="import_failed", where=f"{owner(entry)} ({entry.group})", path=entry.name,
        found=f"{type(error).__name__}: {error}".rstrip(": "), wanted=f"`{entry.value}` to import",
        mend="mend or uninstall the distribution",
    )
