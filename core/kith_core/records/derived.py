"""What is worked out at every write: a record's title, and the text that searches look through."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.field_types.base import Context
from kith_metadata.folding import fold_search

MOST_SEARCHED = 20_000
"""Characters of one record that a search looks through."""

Titles = Mapping[UUID, str]
"""The titles of the records and accounts that a record points to."""


def title_of(
    entity: Entity, values: Mapping[str, Any], catalog: Catalog, context: Context, titles: Titles | None = None,
) -> str:
    """The record's line of text, from its values by field name."""
    texts = {
        name: _text(field, value, catalog, context, titles or {})
        for name in entity.title.names
        if (value := values.get(name)) is not None and (field := entity.by_name.get(name)) is not None
    }
    return entity.title.render(texts)


def search_of(
    entity: Entity, values: Mapping[str, Any], title: str, catalog: Catalog, context: Context,
    titles: Titles | None = None,
) -> str:
    """The folded words of the title and of every searchable field."""
    found = [title]
    for field in entity.fields:
        if field.searchable and (value := values.get(field.name)) is not None:
            found.append(_searched(field, value, catalog, context, titles or {}))
    return fold_search("\n".join(found))[:MOST_SEARCHED]


def shown_references(entity: Entity, catalog: Catalog) -> tuple[Field, ...]:
    """The fields whose targets' titles are part of the title or of what is searched."""
    shown = set(entity.title.names)
    return tuple(
        field for field in entity.fields
        if (field.searchable or field.name in shown) and points(field, catalog)
    )


def points(field: Field, catalog: Catalog) -> bool:
    """True for a field that holds the id of a record or of an account."""
    kind = catalog.field_type(field)
    return kind.points_to_accounts or kind.references(field) is not None


def _text(field: Field, value: Any, catalog: Catalog, context: Context, titles: Titles) -> str:
    if points(field, catalog):
        return titles.get(value, "")
    return catalog.field_type(field).text(value, field, context)


def _searched(field: Field, value: Any, catalog: Catalog, context: Context, titles: Titles) -> str:
    if points(field, catalog):
        return titles.get(value, "")
    return catalog.field_type(field).search_text(value, field, context)
