"""What happens before any page: who is it, is the sign-in still good, did the form come from one of our pages."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from litestar import Request, Response

from kith_core.identity.secrets import csrf_matches, new_secret
from kith_core.problems import Forbidden
from kith_core.web import cookies
from kith_core.web.visit import PageRequest, Visit

if TYPE_CHECKING:
    from kith_core.web.web import Web

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
PUBLIC = {"public": True}
"""Give a handler `opt=PUBLIC` to let people in who are not signed in."""

STATE_KEY = "visit"
SESSION_AGE = 30 * 24 * 3600


def give_visit(request: Request) -> Visit:
    """The dependency `visit` of every page."""
    return request.scope["state"][STATE_KEY]


class Doorway:
    """The `before_request` of all pages."""

    def __init__(self, web: "Web") -> None:
        self.web = web

    async def enter(self, request: PageRequest) -> Response[bytes] | None:
        """Sets up the visit; answers itself when the visitor must sign in first."""
        visit = await self.visit(request)
        request.scope["state"][STATE_KEY] = visit
        if request.method not in SAFE_METHODS:
            await self._check_origin(request, visit)
        public = request.route_handler.opt.get("public", False)
        return None if public or visit.visitor else visit.to_login()

    async def visit(self, request: PageRequest) -> Visit:
        """Who it is, with a catalog no older than any that this browser was shown."""
        session = request.cookies.get(cookies.SESSION, "")
        visitor = await self.web.site.identity.visitor_of_session(session) if session else None
        seen = _number(request.cookies.get(cookies.SEEN, ""))
        # A cookie may name any number: one that no revision has reached costs a look, not an error.
        await self.web.site.catalogs.at_least(max(seen, visitor.revision if visitor else 0))
        seed = session if visitor else request.cookies.get(cookies.GUEST) or new_secret()
        visit = Visit(request, self.web, visitor, seed)
        if visitor is None:
            visit.set_cookie(cookies.GUEST, seed)
        elif visit.catalog.revision != seen:
            visit.set_cookie(cookies.SEEN, str(visit.catalog.revision), max_age=SESSION_AGE)
        return visit

    async def _check_origin(self, request: PageRequest, visit: Visit) -> None:
        """The token proves one of our pages; Origin and Sec-Fetch-Site are the browser's own word on top."""
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            raise Forbidden("The form was sent from another site. Open the page here and send it again.")
        origin = request.headers.get("origin")
        if origin and origin != "null" and urlsplit(origin).netloc != request.headers.get("host"):
            raise Forbidden("The form was sent from another site. Open the page here and send it again.")
        token = request.headers.get("x-csrf-token") or await _form_token(request)
        if not csrf_matches(visit.seed, token):
            raise Forbidden("This page is older than your sign-in. Reload it and send the form again.", code="csrf")


async def _form_token(request: PageRequest) -> str:
    """Only of small forms: a file upload sends the header, and is not read here."""
    if not request.headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        return ""
    return str((await request.form()).get("_csrf", ""))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
