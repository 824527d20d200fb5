"""The next numbers of `auto_number` fields: taken in the record's own transaction, so that none is given twice."""

from collections.abc import Sequence

from kith_core.records.layout import Layout
from kith_core.records.reading import Values
from kith_core.records.work import Work

_TAKE = (
    'insert into "kith_counter" ("key", "value") values ($1::text, $2::bigint)'
    ' on conflict ("key") do update set "value" = "kith_counter"."value" + $2::bigint returning "value"'
)


async def take_numbers(work: Work, layout: Layout, records: Sequence[Values]) -> None:
    """Gives each of these records, in their order, a number for every field that counts."""
    for stored in layout.fields:
        if stored.type.computed:
            last = await work.connection.fetchval(_TAKE, stored.field.id, len(records))
            for number, values in enumerate(records, last - len(records) + 1):
                values[stored.field.name] = number
