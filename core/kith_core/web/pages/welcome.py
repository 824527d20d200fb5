"""The link that an administrator gives to a person: it opens once, to choose a password."""

from litestar import Response, get, post

from kith_core.problems import Invalid, NotFound
from kith_core.web.doorway import PUBLIC
from kith_core.web.pages.login import signed_in
from kith_core.web.visit import Visit


@get("/welcome/{secret:str}", opt=PUBLIC)
async def welcome_page(visit: Visit, secret: str) -> Response[bytes]:
    account_id = await visit.site.identity.invitations.account_of(secret)
    if account_id is None:
        raise NotFound("This link was used already or is too old. Ask an administrator for a new one.")
    account = await visit.site.identity.accounts.get(account_id)
    return visit.page("Welcome", account=account)


@post("/welcome/{secret:str}", opt=PUBLIC)
async def welcome(visit: Visit, secret: str) -> Response[bytes]:
    identity = visit.site.identity
    await identity.attempts.count({f"welcome:{visit.address}": 30})
    try:
        account_id = await identity.take_up_invitation(secret, (await visit.form()).get("password", ""))
    except Invalid as problem:
        account_id = await identity.invitations.account_of(secret)
        assert account_id is not None
        account = await identity.accounts.get(account_id)
        return visit.page("Welcome", status=422, account=account, faults=problem.faults)
    return signed_in(visit, await identity.start_session(account_id, address=visit.address, agent=visit.agent), "/")


handlers = [welcome_page, welcome]
