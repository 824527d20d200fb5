"""One's own account: name, password, where one is signed in, API tokens."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from kith_core.identity.attempts import TooManyAttempts
from kith_core.problems import Invalid, Problem
from kith_core.web.toasts import Toast
from kith_core.web.visit import Visit

LIFETIMES = (("", "Never"), ("30", "In 30 days"), ("90", "In 90 days"), ("365", "In a year"))


@get("/account")
async def account_page(visit: Visit) -> Response[bytes]:
    return await _page(visit)


@post("/account/name")
async def rename(visit: Visit) -> Response[bytes]:
    try:
        await visit.site.identity.rename(_own_id(visit), (await visit.form()).get("name", ""))
    except Invalid as problem:
        return await _page(visit, problem)
    return visit.redirect("/account", Toast("Your name is changed"))


@post("/account/password")
async def change_password(visit: Visit) -> Response[bytes]:
    form = await visit.form()
    assert visit.visitor is not None
    try:
        await visit.site.identity.change_password(
            visit.visitor, form.get("old", ""), form.get("new", ""), address=visit.address
        )
    except (Invalid, TooManyAttempts) as problem:
        return await _page(visit, problem)
    return visit.redirect("/account", Toast("Your password is changed; you are signed out everywhere else"))


@post("/account/sessions/{session_id:uuid}/end")
async def end_session(visit: Visit, session_id: UUID) -> Response[bytes]:
    await visit.site.identity.end_session(_own_id(visit), session_id)
    return visit.redirect("/account", Toast("Signed out there"))


@post("/account/tokens")
async def create_token(visit: Visit) -> Response[bytes]:
    """Answers with the page itself, not with a redirect: the token is shown this once."""
    form = await visit.form()
    days = form.get("days", "")
    try:
        token = await visit.site.identity.tokens.create(
            _own_id(visit), form.get("name", ""), days=int(days) if days in ("30", "90", "365") else None
        )
    except Invalid as problem:
        return await _page(visit, problem, token_name=form.get("name", ""))
    return await _page(visit, token=token)


@post("/account/tokens/{token_id:uuid}/revoke")
async def revoke_token(visit: Visit, token_id: UUID) -> Response[bytes]:
    await visit.site.identity.revoke_token(_own_id(visit), token_id)
    return visit.redirect("/account", Toast("The token no longer works"))


def _own_id(visit: Visit) -> UUID:
    assert visit.principal.account_id is not None
    return visit.principal.account_id


async def _page(visit: Visit, problem: Problem | None = None, **more: Any) -> Response[bytes]:
    identity, own_id = visit.site.identity, _own_id(visit)
    assert visit.visitor is not None
    return visit.page(
        "AccountPage",
        status=problem.status if problem else 200,
        sessions=await identity.sessions.of(own_id),
        this_session=visit.visitor.session_id,
        tokens=await identity.tokens.of(own_id),
        lifetimes=LIFETIMES,
        faults=problem.faults if problem else (),
        detail=problem.detail if problem and not problem.faults else "",
        **more,
    )


handlers = [account_page, rename, change_password, end_session, create_token, revoke_token]
