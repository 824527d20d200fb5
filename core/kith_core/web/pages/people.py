"""Who may sign in: for administrators."""

from typing import Any
from uuid import UUID

from litestar import Response, get, post

from kith_core.access import built_in_roles
from kith_core.identity import Account
from kith_core.problems import Conflict, Invalid, Problem
from kith_core.web.toasts import Toast
from kith_core.web.visit import Visit


@get("/people")
async def people_page(visit: Visit) -> Response[bytes]:
    return await _page(visit)


@get("/people/new")
async def new_person(visit: Visit) -> Response[bytes]:
    """The dialog."""
    visit.site.access.require(visit.principal, "people")
    return visit.page("PersonForm", roles=_roles(), values={})


@post("/people")
async def add_person(visit: Visit) -> Response[bytes]:
    """With a typed password, or with a link by which the person chooses one."""
    visit.site.access.require(visit.principal, "people")
    form = await visit.form()
    typed = form.get("password", "") if form.get("way") == "password" else None
    try:
        account = await visit.site.identity.accounts.create(
            form.get("email", ""), name=form.get("name", ""), password=typed, roles=[form.get("role", "user")]
        )
    except (Invalid, Conflict) as problem:
        return visit.fragment("PersonForm", status=422, roles=_roles(), values=form, faults=problem.faults)
    if typed is not None:
        return visit.redirect("/people", Toast(f"{account.name} can sign in now"))
    return await _with_link(visit, account)


@post("/people/{account_id:uuid}/link")
async def make_link(visit: Visit, account_id: UUID) -> Response[bytes]:
    """For a person who forgot the password, or whose link got too old."""
    visit.site.access.require(visit.principal, "people")
    return await _with_link(visit, await visit.site.identity.accounts.get(account_id))


@post("/people/{account_id:uuid}/role")
async def change_role(visit: Visit, account_id: UUID) -> Response[bytes]:
    visit.site.access.require(visit.principal, "people")
    accounts = visit.site.identity.accounts
    role = (await visit.form()).get("role", "")
    try:
        await visit.site.identity.set_roles(account_id, [role])
    except (Invalid, Conflict) as problem:
        return await _page(visit, problem)
    account = await accounts.get(account_id)
    return visit.redirect("/people", Toast(f"{account.name} has the role {_roles()[role]} now"))


@post("/people/{account_id:uuid}/{act:str}")
async def switch(visit: Visit, account_id: UUID, act: str) -> Response[bytes]:
    """`deactivate` signs out at once and keeps everything the person did; `activate` is its undo."""
    visit.site.access.require(visit.principal, "people")
    account = await visit.site.identity.accounts.get(account_id)
    try:
        await visit.site.identity.set_active(account_id, act == "activate")
    except Conflict as problem:
        return await _page(visit, problem)
    if act == "activate":
        return visit.redirect("/people", Toast(f"{account.name} can sign in again"))
    undo = f"/people/{account_id}/activate"
    return visit.redirect("/people", Toast(f"{account.name} can no longer sign in", undo=undo))


async def _with_link(visit: Visit, account: Account) -> Response[bytes]:
    secret = await visit.site.identity.invitations.create(account.id)
    base = visit.site.settings.url or str(visit.request.base_url).rstrip("/")
    return visit.fragment("PersonLink", account=account, link=f"{base}/welcome/{secret}")


async def _page(visit: Visit, problem: Problem | None = None, **more: Any) -> Response[bytes]:
    visit.site.access.require(visit.principal, "people")
    people = await visit.site.identity.accounts.all()
    detail = problem.detail if problem else ""
    return visit.page("PeoplePage", status=problem.status if problem else 200, people=people, roles=_roles(), detail=detail, **more)


def _roles() -> dict[str, str]:
    return {name: role.label for name, role in built_in_roles().items()}


handlers = [people_page, new_person, add_person, make_link, change_role, switch]
