"""The seam to durable work. No process but the worker knows what does it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import asyncpg
import msgspec

from kith_core.database.connections import Connection
from kith_core.jobs.names import PRESENCE, QUEUE, WORKFLOW
from kith_core.problems import Conflict, Unavailable

if TYPE_CHECKING:
    from kith_core.site import Site

Handler = Callable[["Site", Mapping[str, Any]], Awaitable[None]]
"""Does a job from wherever it stands: it may be called anew after a crash, and finds in the database what is done."""

_ENQUEUE = "select dbos.enqueue_workflow($1, $2, array[$3::json, $4::json], deduplication_id => $5)"
_ALIVE = """
    select exists (
        select from pg_locks
        where locktype = 'advisory' and classid = $1::bigint::oid and objsubid = 2 and granted
          and database = (select oid from pg_database where datname = current_database())
    )
"""


class Jobs:
    """What can be done later, by name, and the queue of what is to be done."""

    def __init__(self, site: "Site") -> None:
        self._site = site
        self._handlers: dict[str, Handler] = {}

    def register(self, name: str, handler: Handler) -> None:
        """Every process registers the same handlers; only the worker calls them."""
        if name in self._handlers:
            raise ValueError(f"found two handlers named `{name}`, wanted one")
        self._handlers[name] = handler

    async def enqueue(
        self, connection: Connection, name: str, payload: Mapping[str, Any], deduplication_id: str | None = None
    ) -> str:
        """Inside the caller's transaction: the job is there exactly if the transaction is. Answers with the run's id.

        Of runs of one `deduplication_id` only one waits or works at a time; another is a `Conflict`.
        """
        if name not in self._handlers:
            raise ValueError(f"found the job `{name}`, wanted one of {', '.join(self._handlers)}")
        arguments = (msgspec.json.encode(name).decode(), msgspec.json.encode(payload).decode())
        try:
            return await connection.fetchval(_ENQUEUE, WORKFLOW, QUEUE, *arguments, deduplication_id)
        except (asyncpg.UndefinedFunctionError, asyncpg.InvalidSchemaNameError) as error:
            detail = "No worker has prepared the queue yet; start one with `kith worker`."
            raise Unavailable(detail, code="no_worker") from error
        except asyncpg.UniqueViolationError as error:
            raise Conflict("This is being done already; wait until it is finished.", code="under_way") from error

    async def run_here(self, name: str, payload: Mapping[str, Any]) -> None:
        """Does a job in this process: what the worker calls, and tests."""
        await self._handlers[name](self._site, payload)

    async def worker_is_alive(self) -> bool:
        """Whether any worker holds its lock on this database right now."""
        return await self._site.database.fetchval(_ALIVE, PRESENCE)
