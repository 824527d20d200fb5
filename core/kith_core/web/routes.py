"""The core's own pages, in one list. What other parts bring enters by the seam `kith.pages`."""

from litestar.types import ControllerRouterHandler

from kith_core.web.pages import account, appearance, components, home, login, palette, people, setup, welcome
from kith_core.web.seam import NavLink

OWN_HANDLERS: list[ControllerRouterHandler] = [
    handler
    for module in (home, login, setup, welcome, account, appearance, people, palette, components)
    for handler in module.handlers
]

LINKS = (
    NavLink(label="People", url="/people", icon="users-group", action="people", words="accounts users invite roles"),
    NavLink(label="Your account", url="/account", icon="user-circle", action="", in_sidebar=False, words="password tokens sessions"),
    NavLink(label="Components", url="/components", icon="palette", in_sidebar=False, words="design system"),
)
