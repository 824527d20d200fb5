"""Numbers for records that were there before their field of numbers: in the order in which they were made."""

from kith_core.database import Connection, quote
from kith_core.database.writing import retried
from kith_core.schema.catching_up import LOCK_TIMEOUT
from kith_core.schema.work import Work
from kith_metadata.catalog import Catalog

_PIECE = 500
_KEEP = (
    "insert into kith_counter (key, value) values ($1, $2) "
    "on conflict (key) do update set value = greatest(kith_counter.value, excluded.value)"
)


class Numbering:
    """Fills one column, oldest record first, and leaves the counter at the last number."""

    def __init__(self, field_id: str, table: str, column: str) -> None:
        self._field_id, self._last = field_id, 0
        name = quote(column)
        self._update = (
            f"with piece as (select id, row_number() over (order by id) as place from "
            f"(select id from {quote(table)} where {name} is null order by id limit {_PIECE}) as next) "
            f"update {quote(table)} as record set {name} = $1 + piece.place from piece where record.id = piece.id"
        )

    async def begin(self, connection: Connection) -> None:
        """Numbers the records that are there, a piece a transaction."""

        async def attempt() -> int:
            async with connection.transaction():
                await connection.execute(LOCK_TIMEOUT)
                return await self._piece(connection, self._last)

        while count := await retried(attempt):
            self._last += count

    async def finish(self, connection: Connection) -> None:
        """Inside the switch: the newest few, and the counter for those to come. May be tried again."""
        last = self._last
        while count := await self._piece(connection, last):
            last += count
        await connection.execute(_KEEP, self._field_id, last)

    async def _piece(self, connection: Connection, last: int) -> int:
        return int((await connection.execute(self._update, last)).rpartition(" ")[2])


def numberings(work: Work, new: Catalog) -> list[Numbering]:
    """One for each computed field that comes to a table with records, or whose values were something else."""
    return [
        Numbering(columns.field.id, columns.table, columns.field.column)
        for columns in work.columns if new.field_type(columns.field).computed
    ]
