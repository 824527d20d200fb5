"""Signing in and out."""

from litestar import Response, get, post

from kith_core.problems import Unauthenticated
from kith_core.identity.attempts import TooManyAttempts
from kith_core.web import cookies
from kith_core.web.doorway import PUBLIC, SESSION_AGE
from kith_core.web.visit import Visit


@get("/login", opt=PUBLIC)
async def login_page(visit: Visit, next: str = "") -> Response[bytes]:  # noqa: A002 - the name in the address
    """The form; to the set-up page as long as there is nobody who could sign in."""
    if visit.visitor:
        return visit.redirect(local_path(next))
    if await visit.site.identity.needs_setup():
        return visit.redirect("/setup")
    return visit.page("Login", next=local_path(next))


@post("/login", opt=PUBLIC)
async def login(visit: Visit) -> Response[bytes]:
    form = await visit.form()
    email, wanted = form.get("email", ""), local_path(form.get("next", ""))
    before = visit.request.cookies.get(cookies.SESSION, "")
    try:
        secret = await visit.site.identity.sign_in(
            email, form.get("password", ""), address=visit.address, agent=visit.agent, before=before
        )
    except (Unauthenticated, TooManyAttempts) as problem:
        status = 422 if isinstance(problem, Unauthenticated) else problem.status
        return visit.page("Login", status=status, next=wanted, email=email, problem=problem.detail)
    return signed_in(visit, secret, wanted)


@post("/logout", opt=PUBLIC)
async def logout(visit: Visit) -> Response[bytes]:
    await visit.site.identity.sign_out(visit.request.cookies.get(cookies.SESSION, ""))
    visit.set_cookie(cookies.SESSION, "", max_age=0)
    return visit.redirect("/login")


def signed_in(visit: Visit, secret: str, path: str) -> Response[bytes]:
    """On to the page, with the new session's cookie; the guest's is worth nothing any more."""
    visit.set_cookie(cookies.SESSION, secret, max_age=SESSION_AGE)
    visit.set_cookie(cookies.GUEST, "", max_age=0)
    return visit.redirect(path)


def local_path(path: str) -> str:
    """A path of this site: `next` must not lead elsewhere."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain else "/"


handlers = [login_page, login, logout]
