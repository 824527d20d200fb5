"""The web of one site: its renderer, its static files, the pages of all who joined."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from litestar import Response, Router
from litestar.di import Provide
from litestar.types import ControllerRouterHandler

from kith_core.web.doorway import Doorway, give_visit
from kith_core.web.errors import respond_to_error
from kith_core.web.render import Renderer
from kith_core.web.routes import LINKS, OWN_HANDLERS
from kith_core.web.seam import NavLink, Pages
from kith_core.web.static_files import StaticFiles
from kith_core.web.visit import PageRequest
from kith_core.web.words import Words

if TYPE_CHECKING:
    from kith_core.site import Site


class Web:
    """Made once by `create_app`; `handlers()` goes into the application, `Doorway` guards each of them."""

    def __init__(self, site: "Site", pages: Sequence[Pages] = ()) -> None:
        self.site = site
        self.pages = pages
        self.static_files = StaticFiles({one.name: one.static for one in pages if one.static})
        words = Words(site.clock, site.settings.timezone, site.settings.locale)
        self.renderer = Renderer(self.static_files, words, {one.name: one.components for one in pages if one.components})
        self.doorway = Doorway(self)
        self.links: tuple[NavLink, ...] = (*(link for one in pages for link in one.links), *LINKS)

    def handlers(self) -> list[ControllerRouterHandler]:
        """Everything but the API."""
        guarded = [*OWN_HANDLERS, *(handler for one in self.pages for handler in one.handlers)]

        async def enter(request: PageRequest) -> Response[bytes] | None:
            """A function, because Litestar copies what it is given, and a method would bring all of the web along."""
            return await self.doorway.enter(request)

        router = Router(
            path="/",
            route_handlers=guarded,
            before_request=enter,
            dependencies={"visit": Provide(give_visit, sync_to_thread=False)},
            include_in_schema=False,
        )
        return [self.static_files.handler(), router]

    def error_response(self, request: PageRequest, error: Exception) -> Response[bytes]:
        """Any error outside the API as a page, or as a toast when htmx asked."""
        return respond_to_error(self, request, error)
