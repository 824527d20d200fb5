"""One transaction's worth of circumstances: whose work it is, on which catalog, over which connection."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from kith_core.access import Principal
from kith_core.database import Connection
from kith_core.records.compiled import Compiled, compiled
from kith_core.records.derived import Titles, shown_references
from kith_core.records.layout import Layout, Stored
from kith_metadata.catalog import Catalog
from kith_metadata.field_types.base import Context


class Work(msgspec.Struct, frozen=True):
    """What every write needs besides the record."""

    connection: Connection
    catalog: Catalog
    principal: Principal
    source: str
    context: Context

    @property
    def now(self) -> datetime:
        return self.context.now

    @property
    def by(self) -> UUID | None:
        return self.principal.account_id

    @property
    def compiled(self) -> Compiled:
        return compiled(self.catalog)

    async def titles(self, layout: Layout, values: Iterable[dict[str, object]]) -> Titles:
        """The titles that the titles or searched texts of these records show; asks nothing where none does."""
        shown = self.compiled.once(("shown", layout.entity.id), lambda: _shown(layout))
        found: dict[UUID, str] = {}
        rows = list(values) if shown else []
        for stored in shown:
            ids = [row[stored.field.name] for row in rows if row.get(stored.field.name) is not None]
            if ids:
                assert stored.target is not None
                sql = f'select "id", {stored.target.title} from {stored.target.table} where "id" = any($1::uuid[])'
                found.update((row[0], row[1]) for row in await self.connection.fetch(sql, ids))
        return found


def _shown(layout: Layout) -> tuple[Stored, ...]:
    return tuple(layout.stored(field) for field in shown_references(layout.entity, layout.catalog))
