"""The stored layers: every version of every part, so that the catalog as of any revision is one query away."""

from collections.abc import Iterable, Mapping
from typing import Any

import asyncpg
import msgspec

from kith_core.database import Database
from kith_metadata.parts import Layers

_SINCE = "select layer, id, content from kith_definition where revision > $1 and revision <= $2 order by revision"
_AS_OF = (
    "select distinct on (layer, id) layer, id, content from kith_definition "
    "where revision <= $1 order by layer, id, revision desc"
)
_WRITE = (
    "insert into kith_definition (layer, id, revision, content) "
    "select layer, id, $3, content from unnest($1::text[], $2::text[], $4::jsonb[]) as part (layer, id, content)"
)


async def read_since(database: Database, known: int, revision: int) -> list[asyncpg.Record]:
    """The versions of parts that the revisions after `known` wrote, in their order."""
    return await database.fetch(_SINCE, known, revision)


async def read_as_of(database: Database, revision: int) -> Layers:
    """The layers as they were right after the revision."""
    return with_rows({}, await database.fetch(_AS_OF, revision))


def with_rows(layers: Layers, rows: Iterable[Mapping[str, Any]]) -> Layers:
    """The layers after these versions of parts; what is not touched is shared."""
    changed: dict[str, dict[str, Any]] = {}
    for row in rows:
        name = row["layer"]
        layer = changed.setdefault(name, dict(layers.get(name, {})))
        if row["content"] is None:
            layer.pop(row["id"], None)
        else:
            layer[row["id"]] = msgspec.json.decode(row["content"])
    return {name: layer for name, layer in {**layers, **changed}.items() if layer}


async def write_difference(connection: asyncpg.Connection, revision: int, old: Layers, new: Layers) -> None:
    """One row for each part that is not as it was."""
    names: list[str] = []
    ids: list[str] = []
    contents: list[str | None] = []
    for name in sorted({*old, *new}):
        before, after = old.get(name, {}), new.get(name, {})
        for part_id in sorted({*before, *after}):
            content = after.get(part_id)
            if content != before.get(part_id):
                names.append(name)
                ids.append(part_id)
                contents.append(None if content is None else msgspec.json.encode(content).decode())
    await connection.execute(_WRITE, names, ids, revision, contents)
