"""Which column of a file belongs to which field: by what it is called, and by what is in it."""

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import msgspec

from kith_core.imports.profile import Column, Profile
from kith_metadata.definitions import Entity, Field
from kith_metadata.folding import fold_search

Readable = Callable[[Column, Field], float]
"""The share of a column's texts that a field could take."""

SURE = 0.55


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Why a column was given a field: `how` is `name` or `content`, `score` how sure that is, up to 1."""

    field: str
    how: str
    score: float


class Target(NamedTuple):
    """A field, with the names that other files may call it by, and whether what it holds tells it from others."""

    field: Field
    names: tuple[str, ...]
    telling: bool
    """A reference or a choice: its values are known, so a column can be told by them alone."""


def match_columns(
    profile: Profile, entity: Entity, targets: Sequence[Target], readable: Readable
) -> Mapping[str, Match]:
    """The best field of each column, no field twice; columns that fit none are absent."""
    offers: list[tuple[float, int, int, Match]] = []
    for place, column in enumerate(profile.columns):
        for order, target in enumerate(targets):
            if match := _match(column, target, entity, readable):
                offers.append((-match.score, place, order, match))
    taken: dict[str, Match] = {}
    used: set[str] = set()
    for _, place, _, match in sorted(offers, key=lambda offer: offer[:3]):
        name = profile.columns[place].name
        if name not in taken and match.field not in used:
            taken[name] = match
            used.add(match.field)
    return taken | _title(profile, entity, targets, taken)


def _match(column: Column, target: Target, entity: Entity, readable: Readable) -> Match | None:
    name = max((name_score(column.name, known, entity) for known in target.names), default=0.0)
    if name < SURE and not (target.telling and column.filled):
        return None
    share = readable(column, target.field) if column.filled else 1.0
    by_content = 0.5 + 0.4 * share if target.telling and share > 0.5 and len(column.values) > 1 else 0.0
    by_name = name * min(1.0, 0.5 + share)
    score = max(by_name, by_content)
    if score < SURE:
        return None
    return Match(field=target.field.name, how="name" if by_name >= by_content else "content", score=round(score, 2))


def _title(
    profile: Profile, entity: Entity, targets: Sequence[Target], taken: Mapping[str, Match]
) -> dict[str, Match]:
    """The field that names the record takes the first column left whose texts are all there and all different."""
    used = {match.field for match in taken.values()}
    wanted = [target.field for target in targets if target.field.name in entity.title.names and target.field.required]
    if len(wanted) != 1 or wanted[0].name in used or wanted[0].type != "text":
        return {}
    whole = profile.rows - profile.broken
    for column in profile.columns:
        if column.name not in taken and column.filled == whole and column.distinct:
            return {column.name: Match(field=wanted[0].name, how="content", score=SURE)}
    return {}


def name_score(header: str, name: str, entity: Entity) -> float:
    """How much a header sounds like a name, from 0 to 1; the entity's own word in it says nothing."""
    ours, theirs = _words(header), _words(name)
    if not ours or not theirs:
        return 0.0
    if ours == theirs:
        return 1.0
    own = set(_words(entity.label)) | set(_words(entity.label_plural))
    ours_bare = tuple(word for word in ours if word not in own) or ours
    if ours_bare == theirs:
        return 0.95
    if set(ours_bare) == set(theirs):
        return 0.9
    shared = len(set(ours_bare) & set(theirs)) / len(set(ours_bare) | set(theirs))
    likeness = SequenceMatcher(None, "".join(ours_bare), "".join(theirs), autojunk=False).ratio()
    return max(0.4 + 0.4 * shared if shared >= 0.5 else 0.0, 0.85 * likeness if likeness >= 0.8 else 0.0)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    """"orderIDs" and "Order id" are both order, id."""
    parted = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", text)
    words = re.findall(r"[^\W_]+", fold_search(parted))
    return tuple(word[:-1] if len(word) > 3 and word[-1] == "s" and word[-2] != "s" else word for word in words)
