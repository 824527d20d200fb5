"""One person's request to a page: who asks, with which catalog, and how the answer is drawn."""

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.datastructures.state import State
from markupsafe import Markup

from kith_core.access import Principal
from kith_core.identity.secrets import csrf_token
from kith_core.web import cookies
from kith_core.web.address import client_address
from kith_core.web.compression import compressed
from kith_core.web.shell import NavGroup, current_link, navigation
from kith_core.web.toasts import COOKIE as TOAST_COOKIE
from kith_core.web.toasts import Toast, from_cookie, to_cookie

if TYPE_CHECKING:
    from kith_core.identity import Visitor
    from kith_core.web.web import Web
    from kith_metadata.catalog import Catalog
    from kith_metadata.definitions import Entity

THEMES = ("light", "dark", "system")
PageRequest = Request[Any, Any, State]


class Visit:
    """Pages take it as `visit`; templates see it under the same name."""

    def __init__(self, request: PageRequest, web: "Web", visitor: "Visitor | None", seed: str) -> None:
        self.request = request
        self.web = web
        self.site = web.site
        self.visitor = visitor
        self.seed = seed
        self.csrf = csrf_token(seed)
        self.catalog: Catalog = web.site.catalogs.current
        self._cookies: list[Cookie] = []

    @property
    def principal(self) -> Principal:
        """Who asks; only on pages that need a sign-in, which is all that are not marked `public`."""
        assert self.visitor is not None
        return self.visitor.principal

    def can(self, action: str, entity: "Entity | None" = None) -> bool:
        return self.site.access.can(self.principal, action, entity)

    @property
    def is_htmx(self) -> bool:
        return self.request.headers.get("hx-request") == "true"

    @property
    def secure(self) -> bool:
        return self.request.url.scheme == "https" or self.site.settings.url.startswith("https:")

    @property
    def theme(self) -> str:
        """light, dark or system, as chosen."""
        choice = self.request.cookies.get(cookies.THEME, "system")
        return choice if choice in THEMES else "system"

    @property
    def sidebar(self) -> str:
        return "closed" if self.request.cookies.get(cookies.SIDEBAR) == "closed" else "open"

    @cached_property
    def navigation(self) -> tuple[NavGroup, ...]:
        return navigation(self.catalog, self.site.access, self.principal, self.web.links)

    @property
    def current(self) -> str:
        return current_link(self.navigation, self.request.url.path)

    @property
    def csrf_input(self) -> Markup:
        """For forms that a browser sends by itself; htmx sends the token as a header."""
        return Markup('<input type="hidden" name="_csrf" value="{}">').format(self.csrf)

    @cached_property
    def toasts(self) -> Sequence[Toast]:
        """What the page before this one left to say; said once."""
        value = self.request.cookies.get(TOAST_COOKIE)
        if not value:
            return ()
        self.set_cookie(TOAST_COOKIE, "", max_age=0)
        toast = from_cookie(value)
        return (toast,) if toast else ()

    async def form(self) -> dict[str, str]:
        """The texts of a posted form, by name."""
        return {name: value for name, value in (await self.request.form()).items() if isinstance(value, str)}

    @property
    def address(self) -> str:
        """Where the visitor is, as far as the proxies we trust can say."""
        return client_address(self.request, self.site.settings.trusted_proxies)

    @property
    def agent(self) -> str:
        return self.request.headers.get("user-agent", "")

    def set_cookie(self, name: str, value: str, *, max_age: int | None = None) -> None:
        """With the answer, whichever of the methods below makes it."""
        self._cookies.append(cookies.cookie(name, value, secure=self.secure, max_age=max_age))

    def page(self, component: str, /, *, status: int = 200, **context: Any) -> Response[bytes]:
        """A component as the whole answer; a page begins with `<Layout>`, a fragment for htmx does not."""
        return self._respond(self.render(component, **context), status)

    def fragment(self, component: str, /, *, status: int = 200, toast: Toast | None = None, **context: Any) -> Response[bytes]:
        """A piece for htmx, with a toast beside it if something was done."""
        html = self.render(component, **context)
        if toast:
            html += self.render("OutOfBandToast", toast=toast)
        return self._respond(html, status)

    def redirect(self, path: str, toast: Toast | None = None) -> Response[bytes]:
        """After a form: on to `path`, saying what was done when it is there."""
        if toast:
            self.set_cookie(TOAST_COOKIE, to_cookie(toast), max_age=60)
        if self.is_htmx:
            return self._respond("", 200, {"hx-redirect": path})
        return self._respond("", 303, {"location": path})

    def to_login(self) -> Response[bytes]:
        """Away to sign in, and back to where one wanted to go."""
        wanted = self.request.url.path + (f"?{self.request.url.query}" if self.request.url.query else "")
        if self.is_htmx:
            wanted = urlsplit(self.request.headers.get("hx-current-url", "/")).path
        return self.redirect("/login" if wanted == "/" else f"/login?next={quote(wanted, safe='/')}")

    def render(self, component: str, /, **context: Any) -> str:
        return self.web.renderer.render(component, {"visit": self}, **context)

    def nothing(self) -> Response[bytes]:
        """Done; the page stays as it is."""
        return self._respond("", 204)

    def _respond(self, html: str, status: int, headers: dict[str, str] | None = None) -> Response[bytes]:
        all_headers = {"cache-control": "no-store", "vary": "hx-request, accept-encoding", **(headers or {})}
        content, encoding = compressed(html, self.request.headers.get("accept-encoding", ""))
        all_headers |= encoding
        return Response(content, status_code=status, media_type="text/html; charset=utf-8", headers=all_headers, cookies=self._cookies)
