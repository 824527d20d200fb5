"""What differs between two sets of layers, leaf by leaf, and how to take such differences back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from kith_metadata.parts import ENGINE, Layers, Part, defines
from kith_metadata.stack import ordered

PERMANENT = ("table", "column", "stored.type", "stored.properties")
"""What the engine never forgets once it is there: the table or column lives on, and may be wanted again."""


class Patch(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One leaf that changed; a side that is not set had no such leaf."""

    layer: str
    id: str
    path: str
    before: Any = msgspec.UNSET
    after: Any = msgspec.UNSET


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """A leaf that an undo leaves alone, since somebody changed it again: it went from `before` to `after`, and is `now`."""

    layer: str
    id: str
    path: str
    before: Any
    after: Any
    now: Any


def diff(old: Layers, new: Layers) -> list[Patch]:
    """Every leaf that differs, in a stable order."""
    return [
        Patch(layer=layer, id=part_id, path=path, before=before.get(path, msgspec.UNSET), after=after.get(path, msgspec.UNSET))
        for layer, part_id, before, after in _changed_parts(old, new)
        for path in sorted(before.keys() | after.keys())
        if before.get(path, msgspec.UNSET) != after.get(path, msgspec.UNSET)
    ]


def patched(layers: Layers, patches: Iterable[Patch]) -> Layers:
    """The layers with the `after` of each patch."""
    new = {name: {part_id: dict(part) for part_id, part in layer.items()} for name, layer in layers.items()}
    for patch in patches:
        part = new.setdefault(patch.layer, {}).setdefault(patch.id, {})
        if patch.after is msgspec.UNSET:
            part.pop(patch.path, None)
        else:
            part[patch.path] = patch.after
    kept = {name: {part_id: part for part_id, part in layer.items() if part} for name, layer in new.items()}
    return ordered({name: layer for name, layer in kept.items() if layer})


def undo(before: Layers, after: Layers, now: Layers) -> tuple[Layers, list[Conflict]]:
    """Today's layers without what happened between `before` and `after`, and what had to stay as it is.

    A part that came into being then goes whole, with what was said of it since; where the engine put it stays known.
    """
    patches: list[Patch] = []
    conflicts: list[Conflict] = []
    for patch in diff(before, after):
        if patch.layer == ENGINE and patch.path in PERMANENT and patch.before is msgspec.UNSET:
            continue
        part = now.get(patch.layer, {}).get(patch.id, {})
        current = part.get(patch.path, msgspec.UNSET)
        if _came_into_being(patch, before, after):
            patches += _removal(patch.layer, patch.id, part)
        elif current == patch.after:
            patches.append(msgspec.structs.replace(patch, before=current, after=patch.before))
        elif current != patch.before:
            conflicts.append(Conflict(layer=patch.layer, id=patch.id, path=patch.path, before=_plain(patch.before),
                                      after=_plain(patch.after), now=_plain(current)))
    return patched(now, patches), conflicts


def _changed_parts(old: Layers, new: Layers) -> Iterator[tuple[str, str, Part, Part]]:
    for layer in sorted(old.keys() | new.keys()):
        former, latter = old.get(layer, {}), new.get(layer, {})
        if former is latter:
            continue
        for part_id in sorted(former.keys() | latter.keys()):
            before, after = former.get(part_id, {}), latter.get(part_id, {})
            if before is not after and before != after:
                yield layer, part_id, before, after


def _came_into_being(patch: Patch, before: Layers, after: Layers) -> bool:
    if patch.layer == ENGINE or patch.id in before.get(patch.layer, {}):
        return False
    return defines(patch.id, after.get(patch.layer, {}).get(patch.id, {}))


def _removal(layer: str, part_id: str, part: Mapping[str, Any]) -> list[Patch]:
    return [Patch(layer=layer, id=part_id, path=path, before=value) for path, value in part.items()]


def _plain(value: Any) -> Any:
    return None if value is msgspec.UNSET else value
