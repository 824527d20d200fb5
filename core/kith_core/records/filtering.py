"""Which records a question means: not in the trash, visible to who asks, fitting the filter and the search."""

from collections.abc import Mapping
from typing import Any

from kith_core.access import Access, Principal
from kith_core.problems import Invalid
from kith_core.records.conditions import condition_sql
from kith_core.records.joins import Joins
from kith_core.records.layout import ROOT, Layout
from kith_core.records.parameters import Parameters
from kith_core.records.paths import Reach
from kith_metadata.conditions import Condition, leaves, parse_condition
from kith_metadata.faults import Fault, FaultError
from kith_metadata.field_types.base import Context
from kith_metadata.folding import fold_search

MOST_SEARCH_TERMS = 10


class Filtering:
    """The parts of a WHERE clause, with the joins and values they rest on."""

    def __init__(self, layout: Layout, access: Access, principal: Principal, context: Context) -> None:
        self.joins, self.parameters = Joins(layout), Parameters()
        self._layout, self._access, self._principal, self._context = layout, access, principal, context
        self._parts: list[str] = []

    @property
    def sql(self) -> str:
        return " and ".join(self._parts) or "true"

    def add(self, sql: str) -> None:
        self._parts.append(sql)

    def visible(self, action: str = "read") -> "Filtering":
        """Only what the rules on records let the principal touch in this way."""
        rule = self._access.predicate(self._principal, action, self._layout.entity)
        if rule is not None:
            self._add_condition(parse_condition(rule, self._layout.entity, self._layout.catalog, self._context))
        return self

    def in_trash(self, trashed: bool) -> "Filtering":
        self.add(f'{ROOT}."trashed_at" is {"not " if trashed else ""}null')
        return self

    def matching(self, raw: Mapping[str, Any] | None) -> "Filtering":
        """Raises `Invalid` with every fault of the filter, also for fields that the principal does not see."""
        if raw:
            try:
                condition = parse_condition(raw, self._layout.entity, self._layout.catalog, self._context)
            except FaultError as error:
                raise Invalid("", *error.faults) from None
            reach = Reach(self._layout.catalog, self._access, self._principal)
            for leaf in leaves(condition):
                reach.check(self._layout.entity, leaf.path, "filter")
            self._add_condition(condition)
        return self

    def found_by(self, search: str) -> "Filtering":
        """Every word occurs somewhere in what of the record is searched."""
        terms = fold_search(search).split()
        if len(terms) > MOST_SEARCH_TERMS or "\0" in search:
            raise Invalid("", Fault(
                code="search", path="search", found=f"{len(terms)} words" if "\0" not in search else "a NUL character",
                wanted=f"at most {MOST_SEARCH_TERMS} words",
            ))
        for term in terms:
            self.add(f'{ROOT}."__search" like {self.parameters.bind(containing(term), "text")}')
        return self

    def _add_condition(self, condition: Condition) -> None:
        self.add(condition_sql(condition, self.joins, self.parameters))


def containing(term: str) -> str:
    """A LIKE pattern for texts that hold this one."""
    return f"%{escaped(term)}%"


def escaped(term: str) -> str:
    """The text as LIKE takes it literally."""
    return term.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
