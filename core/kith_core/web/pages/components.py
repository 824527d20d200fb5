"""The design system on one page: what there is to build pages from."""

from litestar import Response, get

from kith_core.web.icons import ENTITY_ICONS
from kith_core.web.visit import Visit


@get("/components")
async def components_page(visit: Visit) -> Response[bytes]:
    visit.site.access.require(visit.principal, "shape")
    return visit.page("ComponentsPage", entity_icons=ENTITY_ICONS)


handlers = [components_page]
