"""The first page of a new site: whoever has the code from the terminal becomes the administrator."""

from litestar import Response, get, post

from kith_core.identity.accounts import Account
from kith_core.identity.attempts import TooManyAttempts
from kith_core.access import Principal
from kith_core.problems import Conflict, Invalid
from kith_core.web.doorway import PUBLIC
from kith_core.web.pages.login import signed_in
from kith_core.web.visit import Visit

FIELDS = ("code", "name", "email", "password", "start")


@get("/setup", opt=PUBLIC)
async def setup_page(visit: Visit, code: str = "") -> Response[bytes]:
    """The form, as long as there is no administrator."""
    if not await visit.site.identity.needs_setup():
        return visit.redirect("/login")
    return visit.page("Setup", values={**dict.fromkeys(FIELDS, ""), "code": code})


@post("/setup", opt=PUBLIC)
async def set_up(visit: Visit) -> Response[bytes]:
    form = await visit.form()
    values = {name: form.get(name, "") for name in FIELDS}
    identity = visit.site.identity
    try:
        account = await identity.set_up(
            values["code"], email=values["email"], name=values["name"], password=values["password"], address=visit.address
        )
    except (Invalid, Conflict) as problem:
        return visit.page("Setup", status=422, values=values, faults=problem.faults)
    except TooManyAttempts as problem:
        return visit.page("Setup", status=problem.status, values=values, detail=problem.detail)
    if values["start"] == "samples":
        await visit.site.samples.add(principal_of(account))
    return signed_in(visit, await identity.start_session(account.id, address=visit.address, agent=visit.agent), "/")


def principal_of(account: Account) -> Principal:
    return Principal(account_id=account.id, name=account.name, email=account.email, roles=account.roles, source="form")


handlers = [setup_page, set_up]
