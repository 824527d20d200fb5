"""Conditions read from JSON, with every fault gathered and relative values resolved."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from kith_metadata.catalog import Catalog
from kith_metadata.conditions.condition import All, AnyOf, Condition, Leaf, Not
from kith_metadata.conditions.paths import resolve_path
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.base import Context, Operator
from kith_metadata.keys import quoted
from kith_metadata.notation.schema import joined, nearest, one_of
from kith_metadata.report import Report

MOST_LEVELS = 20
MOST_LEAVES = 200
SHAPES = "`field`, `op` and `value`, or `all`, `any` or `not`"


def parse_condition(raw: object, entity: Entity, catalog: Catalog, context: Context) -> Condition:
    """Raises `FaultError` with every fault: unknown fields and operators, values that do not fit, too deep or too long."""
    reader = _Reader(entity, catalog, context)
    condition = reader.read(raw, "", 1)
    if reader.count > MOST_LEAVES:
        wanted = f"at most {MOST_LEAVES} of them"
        reader.report.add("too_many", "", f"{reader.count} comparisons", wanted, "use `in` with a list of values")
    reader.report.stop()
    return condition


class _Reader:
    def __init__(self, entity: Entity, catalog: Catalog, context: Context) -> None:
        self.entity, self.catalog, self.context = entity, catalog, context
        self.report = Report()
        self.count = 0

    def read(self, raw: object, path: str, level: int) -> Condition:
        """A faulty part reads as one that is always true; the report stops it from being used."""
        if level > MOST_LEVELS:
            self.report.add("too_deep", path, f"more than {MOST_LEVELS} levels", f"at most {MOST_LEVELS}", "flatten it")
            return All(())
        if not isinstance(raw, Mapping):
            return self._unknown(raw, path)
        match cast(Mapping[str, Any], raw):
            case {"field": _} as written:
                return self._leaf(written, path)
            case {"all": parts, **rest} if not rest:
                return All(self._several(parts, joined(path, "all"), level))
            case {"any": parts, **rest} if not rest:
                return AnyOf(self._several(parts, joined(path, "any"), level))
            case {"not": part, **rest} if not rest:
                return Not(self.read(part, joined(path, "not"), level + 1))
            case _:
                return self._unknown(cast(object, raw), path)

    def _several(self, parts: object, path: str, level: int) -> tuple[Condition, ...]:
        if not isinstance(parts, Sequence) or isinstance(parts, str):
            self.report.add("type", path, quoted(parts), "a list of conditions", "put it in brackets")
            return ()
        listed = enumerate(cast(Sequence[object], parts))
        return tuple(self.read(part, joined(path, index), level + 1) for index, part in listed)

    def _leaf(self, written: Mapping[str, Any], path: str) -> Condition:
        self.count += 1
        for name in written.keys() - {"field", "op", "value"}:
            self.report.add("unknown_key", joined(path, name), quoted(name), SHAPES, "remove it")
        fields = resolve_path(written["field"], self.entity, self.catalog, self.report, joined(path, "field"))
        if not fields or self.count > MOST_LEAVES:
            return All(())
        operator = self._operator(written.get("op"), fields[-1], path)
        return self._comparison(written, fields, operator, path) if operator else All(())

    def _operator(self, name: object, field: Field, path: str) -> Operator | None:
        known = self.catalog.field_type(field).operators(field)
        if isinstance(name, str) and name in known:
            return known[name]
        found = "nothing" if name is None else quoted(name)
        wanted = f"an operator for {field.label}: {one_of(known)}"
        self.report.add("unknown_operator", joined(path, "op"), found, wanted, nearest(str(name), known))
        return None

    def _comparison(
        self, written: Mapping[str, Any], fields: tuple[Field, ...], operator: Operator, path: str
    ) -> Condition:
        field, value = fields[-1], written.get("value")
        if operator.operand == "none" and value is not None:
            wanted = f"no value with `{operator.name}`"
            self.report.add("operand", joined(path, "value"), quoted(value), wanted, "remove it")
        try:
            operand = self.catalog.field_type(field).parse_operand(operator, value, field, self.context)
        except ValueFault as fault:
            self.report.value(fault, joined(path, "value"))
            return All(())
        system = field.key if field.owner == "engine" else None
        return Leaf(path=fields, operator=operator, operand=operand, written=value, system=system)

    def _unknown(self, raw: object, path: str) -> Condition:
        self.report.add("condition", path, quoted(raw), f"a condition: {SHAPES}")
        return All(())
