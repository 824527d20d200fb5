"""What the frame around a page shows: the lists one may read, by app, and the links of the pages that joined."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

import msgspec

from kith_core.access import Access, Principal
from kith_core.web.seam import NavLink

if TYPE_CHECKING:
    from kith_metadata.catalog import Catalog

OWN_LISTS = "Your lists"
HOME = NavLink(label="Home", url="/", icon="home", group="", action="", words="start")


class NavGroup(msgspec.Struct, frozen=True):
    """A heading of the sidebar with what stands under it."""

    label: str
    links: tuple[NavLink, ...]


def navigation(catalog: "Catalog", access: Access, principal: Principal, joined: Iterable[NavLink]) -> tuple[NavGroup, ...]:
    """The sidebar, top down: no heading, the apps in their order, the admin's own lists, then what pages joined."""
    allowed = [link for link in joined if link.in_sidebar and (not link.action or access.can(principal, link.action))]
    groups = [NavGroup("", (HOME, *(link for link in allowed if not link.group)))]
    groups += app_groups(catalog, access, principal)
    for label in dict.fromkeys(link.group for link in allowed if link.group):
        groups.append(NavGroup(label, tuple(link for link in allowed if link.group == label)))
    return tuple(groups)


def app_groups(catalog: "Catalog", access: Access, principal: Principal) -> list[NavGroup]:
    """The enabled plugins with their entities, then the entities made in the studio."""
    entities = [entity for entity in catalog.entities.values() if access.can(principal, "read", entity)]
    names = {plugin.name: plugin.label for plugin in catalog.plugins if plugin.enabled}
    groups: list[NavGroup] = []
    for name, label in {**names, "x": OWN_LISTS}.items():
        own = sorted((entity for entity in entities if entity.plugin == name), key=lambda entity: entity.position)
        if own:
            links = (
                NavLink(label=one.label_plural, url=list_url(one.key), icon=one.icon, group=label, action="", words=one.label)
                for one in own
            )
            groups.append(NavGroup(label, tuple(links)))
    return groups


def list_url(entity_key: str) -> str:
    return f"/records/{quote(entity_key)}"


def current_link(groups: Sequence[NavGroup], path: str) -> str:
    """The address of the link the page belongs to: the longest that begins it."""
    urls = [link.url for group in groups for link in group.links]
    matching = [url for url in urls if path == url or path.startswith(f"{url.rstrip('/')}/")]
    return max(matching, key=len, default="")
