"""What the record store works out once a catalog; it hangs on the catalog and goes with it."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from kith_core.records.layout import Layout
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity

T = TypeVar("T")

MOST_SHAPES = 2_000
"""How many compiled things one catalog keeps; a caller who invents shapes without end only slows themselves."""


class Compiled:
    """The layouts of a catalog's entities, and whatever is compiled from them, by shape."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._layouts: dict[str, Layout] = {}
        self._made: dict[Hashable, Any] = {}

    def layout(self, entity: Entity) -> Layout:
        if entity.id not in self._layouts:
            self._layouts[entity.id] = Layout(entity, self._catalog)
        return self._layouts[entity.id]

    def once(self, shape: Hashable, make: Callable[[], T]) -> T:
        """The thing of this shape, made the first time it is asked for."""
        found = self._made.get(shape)
        if found is None:
            if len(self._made) >= MOST_SHAPES:
                self._made.clear()
            found = self._made[shape] = make()
        return cast(T, found)


def compiled(catalog: Catalog) -> Compiled:
    """The catalog's own."""
    if (found := catalog.compiled.get("records")) is None:
        found = catalog.compiled["records"] = Compiled(catalog)
    return cast(Compiled, found)
