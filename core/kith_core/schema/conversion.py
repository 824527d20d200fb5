"""Values of one kind made values of another. Where ids are involved, titles stand between: a record is found by its title."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from kith_core.database import Connection, Database, quote
from kith_core.schema.storage import ACCOUNTS, target_table
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types import Context
from kith_metadata.folding import fold_search


class Conversion:
    """From a field as it is stored now to the field as it shall be."""

    def __init__(self, source: Field, field: Field, now: Catalog, new: Catalog, context: Context) -> None:
        self.source, self.field, self.context = source, field, context
        self.kind, self.source_kind = new.field_type(field), new.field_types[source.type]
        self._from = target_table(source, now)
        self._to = target_table(field, new)
        self._titles: Mapping[UUID, str] = {}
        self._ids: Mapping[str, list[UUID]] = {}

    async def look_up(self, database: Database | Connection, values: Iterable[Any]) -> None:
        """Fetches the titles or ids that converting these values needs; nothing for values that stand for themselves."""
        if self._from == self._to:
            return
        found = [value for value in values if value is not None]
        if self._from is not None:
            self._titles = await titles(database, self._from, found)
        if self._to is not None:
            self._ids = await _ids_by_title(database, self._to, {fold_search(self._text(value)) for value in found})

    def convert(self, value: Any) -> Any:
        """Raises `ValueFault` for a value that has no counterpart."""
        if value is None:
            return None
        if self._from == self._to:
            return self.kind.convert(value, self.source_kind, self.source, self.field, self.context)
        if self._to is not None:
            return self._find(self._text(value))
        return self.kind.read(self._text(value), self.field, self.context)

    def shown(self, value: Any) -> str:
        """The value as people know it."""
        if self._from is not None:
            return self._titles.get(value, str(value))
        return self.source_kind.text(value, self.source, self.context)

    def _text(self, value: Any) -> str:
        if self._from is not None:
            return self._titles.get(value, "")
        return self.source_kind.plain_text(value, self.source, self.context)

    def _find(self, text: str) -> UUID:
        ids = self._ids.get(fold_search(text), [])
        if len(ids) == 1:
            return ids[0]
        found = f"`{text}`, the title of {'several records' if ids else 'no record'}"
        raise ValueFault(code="title", found=found, wanted="the title of one record")


async def titles(database: Database | Connection, table: str, ids: Iterable[UUID]) -> dict[UUID, str]:
    """The titles of these records, or the names of these accounts."""
    title = "name" if table == ACCOUNTS else "__title"
    sql = f"select id, {quote(title)} as title from {quote(table)} where id = any($1::uuid[])"
    return {row["id"]: row["title"] for row in await database.fetch(sql, list(set(ids)))}


async def _ids_by_title(database: Database | Connection, table: str, folded: Iterable[str]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = {}
    if table == ACCOUNTS:
        rows = await database.fetch("select id, name, email from kith_account")
        named = [(text, row["id"]) for row in rows for text in {fold_search(row["name"]), fold_search(row["email"])}]
    else:
        sql = (
            f'select id, "__title__fold" as title from {quote(table)} '
            'where "__title__fold" = any($1::text[]) and trashed_at is null'
        )
        named = [(row["title"], row["id"]) for row in await database.fetch(sql, list(folded))]
    for text, record_id in named:
        if text:
            found.setdefault(text, []).append(record_id)
    return found
