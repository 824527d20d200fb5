"""Theme and sidebar, kept in cookies that the server sets: the next page comes out right at once."""

from litestar import Response, post

from kith_core.web import cookies
from kith_core.web.doorway import PUBLIC
from kith_core.web.visit import THEMES, Visit

CHOICES = {"theme": (cookies.THEME, THEMES), "sidebar": (cookies.SIDEBAR, ("open", "closed"))}


@post("/account/appearance", opt=PUBLIC)
async def choose_appearance(visit: Visit) -> Response[bytes]:
    """Takes what it knows; anything else is left as it was."""
    form = await visit.form()
    for name, (cookie, allowed) in CHOICES.items():
        if form.get(name) in allowed:
            visit.set_cookie(cookie, form[name], max_age=cookies.YEAR)
    return visit.nothing()


handlers = [choose_appearance]
