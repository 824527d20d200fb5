"""Two people at one record: each field is its own matter, and only the same field changed by both is a conflict."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from kith_core.problems import Conflict
from kith_core.records.layout import Layout, Stored
from kith_core.records.reading import Values
from kith_core.records.storing import remembered
from kith_core.records.work import Work
from kith_metadata.faults import Fault, ValueFault

_SINCE = (
    'select h."changes", h."at", coalesce(a."name", \'\') as "name" from "kith_history" h'
    ' left join "kith_account" a on a."id" = h."by"'
    ' where h."entity" = $1::text and h."record_id" = $2::uuid and h."version" > $3::int order by h."version"'
)


class Meanwhile(msgspec.Struct, frozen=True):
    """What others did to one field since the caller looked: its JSON value then, by whom and when it was last changed."""

    before: Any
    name: str
    at: datetime


async def since(work: Work, layout: Layout, record_id: UUID, version: int) -> dict[str, Meanwhile]:
    """By field name, what was changed after this version."""
    changed: dict[str, Meanwhile] = {}
    for row in await work.connection.fetch(_SINCE, layout.entity.id, record_id, version):
        for name, (before, _) in msgspec.json.decode(row["changes"], type=dict[str, tuple[Any, Any]]).items():
            first = changed[name].before if name in changed else before
            changed[name] = Meanwhile(first, row["name"], row["at"])
    return changed


def merge(
    layout: Layout, current: Values, given: Values, base: Mapping[str, Any], meanwhile: Mapping[str, Meanwhile],
) -> Values:
    """What of the given values is really the caller's, and may be written; raises `Conflict` naming every other.

    `base` holds typed values as the caller saw them; what was given unchanged from there was not the caller's doing.
    """
    mine = {
        name: value for name, value in given.items()
        if value != current[name] and not (name in base and value == base[name])
    }
    faults = [
        _both(layout.by_name[name], current[name], value, meanwhile.get(name))
        for name, value in mine.items() if name in base and base[name] != current[name]
    ]
    if faults:
        raise Conflict("", *faults, code="changed_meanwhile")
    return mine


def revived(layout: Layout, raw: Mapping[str, Any]) -> Values:
    """Values from their JSON forms in history, by name; those that no longer can be read are left out."""
    found: Values = {}
    for name, value in raw.items():
        stored = layout.by_name.get(name)
        if stored is not None:
            try:
                found[name] = None if value is None else stored.type.revive(value, stored.field)
            except (ValueFault, ValueError, TypeError, KeyError):
                continue  # of a former type: it counts as changed by nobody, and the caller's value is taken
    return found


def _both(stored: Stored, theirs: Any, mine: Any, meanwhile: Meanwhile | None) -> Fault:
    who = f"{meanwhile.name or 'Kith'} changed it at {meanwhile.at:%Y-%m-%d %H:%M} UTC" if meanwhile else "it was changed"
    return Fault(
        code="changed_meanwhile", path=stored.field.key, found=_shown(stored, theirs), wanted=_shown(stored, mine),
        mend=f"{who} after you had looked; keep one of the two",
    )


def _shown(stored: Stored, value: Any) -> str:
    json = remembered(stored, value)
    if json is None:
        return "nothing"
    plain = msgspec.to_builtins(json)
    return f"`{plain if isinstance(plain, str) else msgspec.json.encode(plain).decode()}`"
