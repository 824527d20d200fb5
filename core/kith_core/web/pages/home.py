"""The start page: what is here, what to do first, what was touched last."""

import msgspec
from litestar import Response, get

from kith_core.web.shell import app_groups
from kith_core.web.visit import Visit

STEPS = """
select exists (select from kith_import where applied_at is not null and undone_at is null) as imported,
       exists (select from kith_definition where layer = 'admin') as shaped,
       (select count(*) from kith_account) > 1 as invited
"""


class Step(msgspec.Struct, frozen=True):
    """Something a new site's administrator does; done when the site shows it."""

    title: str
    words: str
    url: str
    icon: str
    done: bool


@get("/")
async def home_page(visit: Visit) -> Response[bytes]:
    apps = app_groups(visit.catalog, visit.site.access, visit.principal)
    steps = await _steps(visit) if visit.can("shape") else []
    return visit.page("HomePage", apps=apps, steps=steps)


async def _steps(visit: Visit) -> list[Step]:
    """Empty when all is done: the list has then served its purpose."""
    row = await visit.site.database.fetchrow(STEPS)
    assert row is not None
    steps = [
        Step("Import your data", "From a CSV file; you see what will happen first.", "/imports/new", "file-import", row["imported"]),
        Step("Add a field", "Make a list your own, with the data in place.", "/studio", "forms", row["shaped"]),
        Step("Invite a person", "They get a link to choose a password.", "/people", "user-plus", row["invited"]),
    ]
    return [] if all(step.done for step in steps) else steps


handlers = [home_page]
