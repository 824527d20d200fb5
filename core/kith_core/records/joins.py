"""The tables that one statement walks to, each joined once however many parts of it ask."""

from kith_core.records.layout import ROOT, Layout, Path, Stored


class Joins:
    """Starts at the entity's own table; every reference walked adds one LEFT JOIN, so that no record is ever lost."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._clauses: dict[str, str] = {}

    def __or__(self, other: "Joins") -> "Joins":
        """The tables of both."""
        joined = Joins(self._layout)
        joined._clauses = {**self._clauses, **other._clauses}
        return joined

    @property
    def sql(self) -> str:
        return "".join(self._clauses.values())

    def field(self, path: Path) -> tuple[Stored, dict[str, str]]:
        """The field at the end of a path, and the expressions of its columns by suffix."""
        return self._layout.stored(path[-1]), self._layout.stored(path[-1]).expressions(self._walk(path[:-1]))

    def target(self, path: Path) -> str:
        """The alias of what the reference at the end of the path points to."""
        return self._walk(path)

    def _walk(self, path: Path) -> str:
        if not path:
            return ROOT
        alias = self._layout.alias(path)
        if alias not in self._clauses:
            stored, columns = self.field(path)
            assert stored.target is not None
            self._clauses[alias] = f' left join {stored.target.table} {alias} on {alias}."id" = {columns[""]}'
        return alias
