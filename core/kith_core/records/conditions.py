"""A condition made SQL. Its twin is `kith_metadata.conditions.matches`; the tests prove that they agree."""

from kith_core.records.joins import Joins
from kith_core.records.parameters import Parameters
from kith_metadata.conditions import All, AnyOf, Condition, Leaf, Not


def condition_sql(condition: Condition, joins: Joins, parameters: Parameters) -> str:
    """A two-valued SQL expression: true or false, never null, because every operator is."""
    match condition:
        case Leaf(path=path, operator=operator, operand=operand):
            _, columns = joins.field(path)
            return f"({operator.sql(columns, operand, parameters.bind)})"
        case All(parts):
            return _joined(parts, " and ", "true", joins, parameters)
        case AnyOf(parts):
            return _joined(parts, " or ", "false", joins, parameters)
        case Not(part):
            return f"(not {condition_sql(part, joins, parameters)})"


def _joined(parts: tuple[Condition, ...], word: str, empty: str, joins: Joins, parameters: Parameters) -> str:
    if not parts:
        return empty
    return "(" + word.join(condition_sql(part, joins, parameters) for part in parts) + ")"
