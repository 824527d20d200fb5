"""Which fields an answer holds: those asked for, of those the principal may see."""

from kith_core.access import Access, Principal
from kith_core.problems import Invalid
from kith_core.records.compiled import compiled
from kith_core.records.layout import Layout, Stored
from kith_core.records.paths import Reach
from kith_core.records.query import EVERY_REFERENCE
from kith_core.records.selection import Selection
from kith_metadata.faults import Fault


def choose(
    layout: Layout, access: Access, principal: Principal, fields: tuple[str, ...] | None, expand: tuple[str, ...],
) -> Selection:
    """The selection of these fields (None: all) with these references expanded, compiled once a shape."""
    shape = ("selection", layout.entity.id, access.shape(principal), fields, expand)
    return compiled(layout.catalog).once(shape, lambda: _selection(layout, access, principal, fields, expand))


def _selection(
    layout: Layout, access: Access, principal: Principal, fields: tuple[str, ...] | None, expand: tuple[str, ...],
) -> Selection:
    reach = Reach(layout.catalog, access, principal)
    faults: list[Fault] = []
    if fields is None:
        visible = [layout.stored(field) for field in access.readable(principal, layout.entity)]
        chosen = [layout.system["id"], *visible, *(stored for key, stored in layout.system.items() if key != "id")]
    else:
        chosen = _unique([layout.system["id"], *_found(fields, "fields", layout, reach, faults)])
    if expand == EVERY_REFERENCE:
        expanded = [stored for stored in chosen if stored.target]
    else:
        expanded = _found(expand, "expand", layout, reach, faults)
        faults += [_no_reference(stored) for stored in expanded if not stored.target]
    if faults:
        raise Invalid("", *faults)
    return Selection(layout, chosen, frozenset(stored.field.key for stored in expanded))


def _found(keys: tuple[str, ...], where: str, layout: Layout, reach: Reach, faults: list[Fault]) -> list[Stored]:
    found: list[Stored] = []
    for key in keys:
        if field := reach.find(layout.entity, key):
            found.append(layout.stored(field))
        else:
            faults.append(reach.unknown(layout.entity, key, where))
    return found


def _unique(chosen: list[Stored]) -> list[Stored]:
    return list({stored.field.id: stored for stored in chosen}.values())


def _no_reference(stored: Stored) -> Fault:
    return Fault(
        code="expand", path="expand", found=f"`{stored.field.key}`", wanted="a field that points to another record",
        mend=f"{stored.field.label} holds its value itself; leave it out of `expand`",
    )
