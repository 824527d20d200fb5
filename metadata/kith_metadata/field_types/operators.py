"""The operator families: for each comparison its SQL and its Python, side by side.

Every answer is true or false, an empty value included, so that `not` means the same in both. A family compares by
`Side`: one physical column, and the function that gives in Python what that column holds.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from kith_metadata.field_types.base import Bind, Operator
from kith_metadata.field_types.words import operator_words
from kith_metadata.folding import fold_equal, fold_search

Columns = Mapping[str, str]
Family = Mapping[str, Operator]


def _same(value: Any) -> Any:
    return value


class Side(msgspec.Struct, frozen=True):
    """What is compared: a column by its suffix, and the same computed from the Python value."""

    suffix: str
    sql_type: str
    key: Callable[[Any], Any] = _same

    def column(self, columns: Columns) -> str:
        """Text is compared by code points, whatever the database's collation: as Python does."""
        return f'{columns[self.suffix]} COLLATE "C"' if self.sql_type == "text" else columns[self.suffix]

    def one(self, operand: Any, bind: Bind) -> str:
        return bind(self.key(operand), self.sql_type)

    def several(self, operand: Iterable[Any], bind: Bind) -> str:
        return bind([self.key(item) for item in operand], f"{self.sql_type}[]")

    def compare(self, sign: str) -> Callable[[Columns, Any, Bind], str]:
        """`column sign operand`, false for an empty value."""
        return lambda columns, operand, bind: _held(self.column(columns), f"{self.column(columns)} {sign} {self.one(operand, bind)}")


def _held(column: str, test: str) -> str:
    """The test, false where the column holds nothing."""
    return f"({column} IS NOT NULL AND {test})"


def family(name: str, *operators: Operator) -> Family:
    """Operators by name, each with its words for this family of types."""
    words = operator_words(name)
    return {operator.name: msgspec.structs.replace(operator, words=words[operator.name]) for operator in operators}


def emptiness() -> tuple[Operator, ...]:
    return (
        Operator(
            name="is_empty", operand="none",
            sql=lambda columns, operand, bind: f"({columns['']} IS NULL)",
            matches=lambda value, operand: value is None,
        ),
        Operator(
            name="is_not_empty", operand="none",
            sql=lambda columns, operand, bind: f"({columns['']} IS NOT NULL)",
            matches=lambda value, operand: value is not None,
        ),
    )


def equality(side: Side) -> tuple[Operator, ...]:
    key, column = side.key, side.column
    return (
        Operator(
            name="eq", operand="one", sql=side.compare("="),
            matches=lambda value, operand: value is not None and key(value) == key(operand),
        ),
        Operator(
            name="ne", operand="one",
            sql=lambda columns, operand, bind: f"({column(columns)} IS DISTINCT FROM {side.one(operand, bind)})",
            matches=lambda value, operand: value is None or key(value) != key(operand),
        ),
    )


def membership(side: Side) -> tuple[Operator, ...]:
    key, column = side.key, side.column
    return (
        Operator(
            name="in", operand="many",
            sql=lambda columns, operand, bind: _held(column(columns), f"{column(columns)} = ANY({side.several(operand, bind)})"),
            matches=lambda value, operand: value is not None and key(value) in map(key, operand),
        ),
        Operator(
            name="not_in", operand="many",
            sql=lambda columns, operand, bind: f"({column(columns)} IS NULL OR {column(columns)} <> ALL({side.several(operand, bind)}))",
            matches=lambda value, operand: value is None or key(value) not in map(key, operand),
        ),
    )


def ordering(side: Side) -> tuple[Operator, ...]:
    key, column = side.key, side.column

    def between(columns: Columns, operand: Any, bind: Bind) -> str:
        low, high = (side.one(bound, bind) for bound in operand)
        return _held(column(columns), f"{column(columns)} BETWEEN {low} AND {high}")

    return (
        Operator(
            name="lt", operand="one", sql=side.compare("<"),
            matches=lambda value, operand: value is not None and key(value) < key(operand),
        ),
        Operator(
            name="lte", operand="one", sql=side.compare("<="),
            matches=lambda value, operand: value is not None and key(value) <= key(operand),
        ),
        Operator(
            name="gt", operand="one", sql=side.compare(">"),
            matches=lambda value, operand: value is not None and key(value) > key(operand),
        ),
        Operator(
            name="gte", operand="one", sql=side.compare(">="),
            matches=lambda value, operand: value is not None and key(value) >= key(operand),
        ),
        Operator(
            name="between", operand="two", sql=between,
            matches=lambda value, operand: value is not None and key(operand[0]) <= key(value) <= key(operand[1]),
        ),
    )


def matching(side: Side) -> tuple[Operator, ...]:
    """Parts of a text, by LIKE, whose wildcards in the operand stand for themselves."""
    key = side.key

    def like(before: str, after: str, word: str = "LIKE") -> Callable[[Columns, Any, Bind], str]:
        def sql(columns: Columns, operand: Any, bind: Bind) -> str:
            return f"{side.column(columns)} {word} {bind(before + _literal(key(operand)) + after, 'text')}"

        return sql

    def held(test: Callable[[Columns, Any, Bind], str]) -> Callable[[Columns, Any, Bind], str]:
        return lambda columns, operand, bind: _held(side.column(columns), test(columns, operand, bind))

    without = like("%", "%", "NOT LIKE")
    return (
        Operator(
            name="contains", operand="one", sql=held(like("%", "%")),
            matches=lambda value, operand: value is not None and key(operand) in key(value),
        ),
        Operator(
            name="not_contains", operand="one",
            sql=lambda columns, operand, bind: f"({side.column(columns)} IS NULL OR {without(columns, operand, bind)})",
            matches=lambda value, operand: value is None or key(operand) not in key(value),
        ),
        Operator(
            name="starts_with", operand="one", sql=held(like("", "%")),
            matches=lambda value, operand: value is not None and key(value).startswith(key(operand)),
        ),
        Operator(
            name="ends_with", operand="one", sql=held(like("%", "")),
            matches=lambda value, operand: value is not None and key(value).endswith(key(operand)),
        ),
    )


def _literal(text: str) -> str:
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def overlap(side: Side) -> tuple[Operator, ...]:
    """A tuple of texts against several; the side's key takes one of them."""

    def items(values: Iterable[Any]) -> set[Any]:
        return {side.key(value) for value in values}

    def test(sign: str) -> Callable[[Columns, Any, Bind], str]:
        return lambda columns, operand, bind: f"{columns[side.suffix]} {sign} {side.several(operand, bind)}"

    return (
        Operator(
            name="any_of", operand="many",
            sql=lambda columns, operand, bind: _held(columns[""], test("&&")(columns, operand, bind)),
            matches=lambda value, operand: value is not None and not items(value).isdisjoint(items(operand)),
        ),
        Operator(
            name="all_of", operand="many",
            sql=lambda columns, operand, bind: _held(columns[""], test("@>")(columns, operand, bind)),
            matches=lambda value, operand: value is not None and items(value) >= items(operand),
        ),
        Operator(
            name="none_of", operand="many",
            sql=lambda columns, operand, bind: f"({columns['']} IS NULL OR NOT {test('&&')(columns, operand, bind)})",
            matches=lambda value, operand: value is None or items(value).isdisjoint(items(operand)),
        ),
    )


@cache
def text_operators() -> Family:
    """Equal to the letter; parts and order without accents and case, on the companion `__fold`."""
    exact, folded = Side("", "text"), Side("__fold", "text", fold_search)
    return family("text", *matching(folded), *equality(exact), *membership(exact), *ordering(folded), *emptiness())


@cache
def long_text_operators() -> Family:
    """Parts only: nobody types a long text again to find its equal."""
    return family("text", *matching(Side("__fold", "text", fold_search)), *emptiness())


@cache
def folded_text_operators() -> Family:
    """Without case in everything, on the companion `__fold`."""
    folded = Side("__fold", "text", fold_equal)
    return family("text", *equality(folded), *matching(folded), *membership(folded), *ordering(folded), *emptiness())


@cache
def number_operators(sql_type: str = "numeric") -> Family:
    side = Side("", sql_type)
    return family("number", *equality(side), *ordering(side), *membership(side), *emptiness())


@cache
def date_operators() -> Family:
    side = Side("", "date")
    return family("date", *equality(side), *ordering(side), *membership(side), *emptiness())


@cache
def boolean_operators() -> Family:
    return family("boolean", *equality(Side("", "boolean")), *emptiness())


@cache
def choice_operators() -> Family:
    """One of a list, by its key."""
    side = Side("", "text")
    return family("choice", *membership(side), *equality(side), *emptiness())


@cache
def many_operators(suffix: str = "", key: Callable[[str], str] = _same) -> Family:
    """Several texts in one array column; `key` gives what the column of that suffix holds of each."""
    return family("many", *overlap(Side(suffix, "text", key)), *emptiness())


@cache
def reference_operators() -> Family:
    side = Side("", "uuid")
    return family("reference", *equality(side), *membership(side), *emptiness())
