"""The order of a list and the place in it where a page starts.

Empty values come last in both directions. So that one plain index serves both, the first term is never asked with
its empty values among the others: a list is read in two stages, first those with a value, then those without.
"""

import msgspec

from kith_core.problems import Invalid
from kith_core.records.joins import Joins
from kith_core.records.layout import Layout, Path
from kith_core.records.parameters import Parameters
from kith_core.records.paths import Reach
from kith_metadata.definitions import Entity
from kith_metadata.faults import Fault, FaultError
from kith_metadata.system_fields import SYSTEM

NEVER_EMPTY = frozenset({"id", "created_at", "updated_at"})
MOST_TERMS = 5

Place = tuple[str | None, ...]
"""The values of a record's terms as text: where it stands in the order."""


class Term(msgspec.Struct, frozen=True):
    """One thing to sort by."""

    path: Path
    descending: bool = False

    @property
    def optional(self) -> bool:
        return len(self.path) > 1 or self.path[0].key not in NEVER_EMPTY


class Ordering(msgspec.Struct, frozen=True):
    """A term as SQL."""

    sql: str
    sql_type: str
    descending: bool
    optional: bool

    @property
    def order_by(self) -> str:
        if not self.descending:
            return self.sql
        return f"{self.sql} desc nulls last" if self.optional else f"{self.sql} desc"


def parse_sort(sort: str, entity: Entity, reach: Reach, *, where: str = "sort") -> tuple[Term, ...]:
    """`-amount,organization` made terms, the id always last, so that no two records share a place."""
    faults: list[Fault] = []
    terms: list[Term] = []
    for written in filter(None, (part.strip() for part in sort.split(","))):
        try:
            terms.append(Term(reach.path(entity, written.lstrip("+-"), where), written.startswith("-")))
        except FaultError as error:
            faults += error.faults
    if len(terms) > MOST_TERMS:
        faults.append(Fault(code="sort", path=where, found=f"{len(terms)} fields", wanted=f"at most {MOST_TERMS}"))
    if faults:
        raise Invalid("", *faults)
    return with_tail(terms)


def with_tail(terms: list[Term]) -> tuple[Term, ...]:
    """The terms and the id; newest first where there are none."""
    if any(len(term.path) == 1 and term.path[0].key == "id" for term in terms):
        return tuple(terms)
    return (*terms, Term((SYSTEM["id"],), terms[-1].descending if terms else True))


def orderings(terms: tuple[Term, ...], layout: Layout, joins: Joins) -> tuple[Ordering, ...]:
    """Each term as the expression that orders: a reference by the title of what it points to, text by its fold."""
    faults: list[Fault] = []
    made: list[Ordering] = []
    for term in terms:
        stored, columns = joins.field(term.path)
        suffix = stored.type.sort_suffix(stored.field)
        if stored.target:
            sql, sql_type = f"{joins.target(term.path)}.{stored.target.order}", "text"
        elif suffix is not None:
            sql, sql_type = columns[suffix], stored.sql_types[stored.suffixes.index(suffix)]
        else:
            faults.append(Fault(
                code="sort", path="sort", found=f"`{stored.field.key}`", wanted="a field with an order",
                mend=f"{stored.field.label} cannot be sorted by",
            ))
            continue
        made.append(Ordering(sql, sql_type, term.descending, term.optional))
    if faults:
        raise Invalid("", *faults)
    return tuple(made)


def after(order: tuple[Ordering, ...], place: Place, parameters: Parameters) -> str:
    """The condition of standing behind a place; `order` and `place` have the same length."""
    if _comparable_as_row(order, place):
        sign = "<" if order[0].descending else ">"
        bound = ", ".join(_bind(value, term, parameters) for term, value in zip(order, place, strict=True))
        return f"({', '.join(term.sql for term in order)}) {sign} ({bound})"
    return _behind(order, place, parameters)


def _comparable_as_row(order: tuple[Ordering, ...], place: Place) -> bool:
    """One row comparison walks an index; it holds only where nothing is empty and all go one way."""
    return len({term.descending for term in order}) == 1 and None not in place and not any(
        term.optional for term in order
    )


def _behind(order: tuple[Ordering, ...], place: Place, parameters: Parameters) -> str:
    first, value = order[0], place[0]
    if value is None:
        same, beyond = f"{first.sql} is null", "false"
    else:
        bound = _bind(value, first, parameters)
        same, beyond = f"{first.sql} = {bound}", f"{first.sql} {'<' if first.descending else '>'} {bound}"
        if first.optional:
            beyond = f"({beyond} or {first.sql} is null)"
    if len(order) == 1:
        return beyond
    return f"({beyond} or ({same} and {_behind(order[1:], place[1:], parameters)}))"


def _bind(value: str | None, term: Ordering, parameters: Parameters) -> str:
    """A place holds texts, as PostgreSQL wrote them; it reads them back exactly."""
    return parameters.bind(value, f"text::{term.sql_type}")
