"""How often something was tried: counted in PostgreSQL, so that all processes of a site count together."""

from collections.abc import Mapping
from datetime import timedelta

from kith_core.clock import Clock
from kith_core.database import Database
from kith_core.problems import Problem

WINDOW = timedelta(minutes=15)

COUNT = """
insert into kith_attempt as a (key, count, since)
select key, 1, $2 from unnest($1::text[]) as key order by key
on conflict (key) do update set
    count = case when a.since < $3 then 1 else a.count + 1 end,
    since = case when a.since < $3 then $2 else a.since end
returning key, count
"""


class TooManyAttempts(Problem):
    """Tried too often; counting goes on, so that waiting is the only way."""

    status, code, title = 429, "too_many_attempts", "Too many attempts"


class Attempts:
    """Counts before the check, so that many tries at the same moment gain nothing."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def count(self, limits: Mapping[str, int]) -> None:
        """One more try under each key; raises when one of them is above its limit within a quarter of an hour."""
        now = self._clock.now()
        rows = await self._database.fetch(COUNT, list(limits), now, now - WINDOW)
        if any(row["count"] > limits[row["key"]] for row in rows):
            raise TooManyAttempts("Too many attempts. Wait a quarter of an hour and try again.")

    async def forget(self, *keys: str) -> None:
        """After a success, and what is past its window."""
        await self._database.execute(
            "delete from kith_attempt where key = any($1::text[]) or since < $2", list(keys), self._clock.now() - WINDOW
        )
