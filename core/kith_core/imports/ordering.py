"""In which order the rows of a file go in, so that what a row points to is there before it or with it."""

from collections.abc import Iterable, Mapping


def places(targets: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """The place of each row that is not put where its line is; `targets` says which lines a line points to.

    A row that is pointed to moves up to the first row that rests on it, directly or by others in between. Rows of one
    place go in together, which is also how rows that point to each other in a circle do.
    """
    moved: dict[int, int] = {}
    for first in sorted(targets):
        waiting = [first] if first not in moved else []
        while waiting:
            for target in targets.get(waiting.pop(), ()):
                if target not in moved and target > first:
                    moved[target] = first
                    waiting.append(target)
    return moved


def resting_on(lost: Iterable[int], targets: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """Every line that points to a lost one, directly or by others in between, with the line that it points to."""
    pointing: dict[int, list[int]] = {}
    for line, its_targets in targets.items():
        for target in its_targets:
            pointing.setdefault(target, []).append(line)
    found: dict[int, int] = {}
    gone = set(lost)
    waiting = sorted(gone)
    while waiting:
        target = waiting.pop()
        for line in pointing.get(target, ()):
            if line not in gone and line not in found:
                found[line] = target
                waiting.append(line)
    return found
