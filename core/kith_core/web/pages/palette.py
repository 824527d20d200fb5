"""Ctrl-K: what one may jump to, found by its words; records by search."""

import msgspec
from litestar import Response, get

from kith_core.web.seam import NavLink
from kith_core.web.shell import HOME, app_groups, list_url
from kith_core.web.visit import Visit
from kith_metadata.definitions import Entity
from kith_metadata.folding import fold_search

SHORTEST_SEARCH = 2
RECORDS_PER_LIST = 5
LISTS_SEARCHED = 12


class Hit(msgspec.Struct, frozen=True):
    """One line of the palette."""

    label: str
    url: str
    icon: str
    second: str = ""


@get("/palette")
async def palette(visit: Visit, search: str = "") -> Response[bytes]:
    """Lists and actions that match, then records."""
    wanted = fold_search(search.strip())
    groups = [("Go to", _places(visit, wanted)), ("Actions", _actions(visit, wanted))]
    if len(wanted) >= SHORTEST_SEARCH:
        groups.append(("Records", await _records(visit, search.strip())))
    return visit.page("PaletteResults", groups=groups, search=search)


def _places(visit: Visit, wanted: str) -> list[Hit]:
    site, who = visit.site, visit.principal
    joined = [link for link in visit.web.links if not link.action or site.access.can(who, link.action)]
    lists = [link for group in app_groups(visit.catalog, site.access, who) for link in group.links]
    return [_hit(link) for link in (HOME, *lists, *joined) if _matches(wanted, link.label, link.words, link.group)]


def _hit(link: NavLink) -> Hit:
    return Hit(link.label, link.url, link.icon, link.group)


def _actions(visit: Visit, wanted: str) -> list[Hit]:
    creatable = [one for one in visit.catalog.entities.values() if visit.can("create", one)]
    return [
        Hit(f"New {one.label[:1].lower()}{one.label[1:]}", f"{list_url(one.key)}/new", "plus")
        for one in creatable
        if _matches(wanted, "new create add", one.label)
    ][: 5 if not wanted else 20]


def _matches(wanted: str, *words: str) -> bool:
    """Each typed word begins a word."""
    have = fold_search(" ".join(words)).split()
    return all(any(word.startswith(part) for word in have) for part in wanted.split())


async def _records(visit: Visit, search: str) -> list[Hit]:
    """One query a list, for the first lists of the sidebar."""
    readable = [one for one in visit.catalog.entities.values() if visit.can("read", one)]
    hits: list[Hit] = []
    for entity in sorted(readable, key=lambda one: one.position)[:LISTS_SEARCHED]:
        found = await visit.site.records.pick(entity.key, search, visit.principal, RECORDS_PER_LIST)
        hits += [_record_hit(entity, *one) for one in found]
    return hits


def _record_hit(entity: Entity, record_id: object, title: str, second: str) -> Hit:
    return Hit(title, f"{list_url(entity.key)}/{record_id}", entity.icon, second or entity.label)


handlers = [palette]
