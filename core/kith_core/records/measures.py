"""What is reckoned over a group of records: `count`, `sum(amount)`, `avg(amount)`, `min(close_on)`, `max(close_on)`."""

import re

import msgspec

from kith_core.problems import Invalid
from kith_core.records.layout import Layout, Stored
from kith_core.records.paths import Reach
from kith_metadata.faults import Fault

_WRITTEN = re.compile(r"(sum|avg|min|max)\(([a-z0-9_]+)\)")
_WHOLE = frozenset({"smallint", "integer", "bigint"})
_IN_TIME = frozenset({"date", "timestamptz"})
MOST_MEASURES = 20


class Measure(msgspec.Struct, frozen=True):
    """One figure; without a field it is the number of records."""

    function: str
    stored: Stored | None = None

    @property
    def key(self) -> str:
        """What the answer calls it."""
        return f"{self.function}_{self.stored.field.key}" if self.stored else "count"

    def sql(self, expression: str) -> str:
        if self.stored is None:
            return "count(*)"
        if self.function == "avg":
            return f"round(avg({expression})::numeric, 4)"
        whole = self.function == "sum" and self.stored.sql_types[0] in _WHOLE
        return f"{self.function}({expression}){'::bigint' if whole else ''}"

    @property
    def by_unit(self) -> bool:
        """True where values of different units, such as currencies, must not be mixed."""
        return self.stored is not None and not self.stored.plain


def parse_measures(written: tuple[str, ...], layout: Layout, reach: Reach) -> tuple[Measure, ...]:
    """Raises `Invalid` with every measure that makes no sense."""
    faults: list[Fault] = []
    measures: list[Measure] = []
    for text in written:
        found = _parse(text, layout, reach)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            measures.append(found)
    if len(written) > MOST_MEASURES:
        faults.append(Fault(code="measure", path="measures", found=f"{len(written)}", wanted=f"at most {MOST_MEASURES}"))
    if faults:
        raise Invalid("", *faults)
    return tuple(measures)


def _parse(text: str, layout: Layout, reach: Reach) -> Measure | Fault:
    if text == "count":
        return Measure("count")
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return Fault(
            code="measure", path="measures", found=f"`{text}`",
            wanted="`count`, or `sum`, `avg`, `min` or `max` of a field, such as `sum(amount)`",
        )
    field = reach.find(layout.entity, match[2])
    if field is None:
        return reach.unknown(layout.entity, match[2], "measures")
    stored = layout.stored(field)
    if stored.type.numeric or (match[1] in ("min", "max") and stored.sql_types[0] in _IN_TIME):
        return Measure(match[1], stored)
    return Fault(
        code="measure", path="measures", found=f"`{text}`", wanted=f"a field that has a {match[1]}",
        mend=f"{field.label} holds no {'numbers' if match[1] in ('sum', 'avg') else 'numbers or dates'}",
    )
