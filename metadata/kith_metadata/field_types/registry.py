"""The field types of one site."""

from collections.abc import Iterable, Iterator
from typing import Any

from kith_metadata.field_types.base import FieldType


class FieldTypes:
    """By name, in the order given: the order in which the studio offers them."""

    def __init__(self, types: Iterable[FieldType[Any]]) -> None:
        self._by_name = {field_type.name: field_type for field_type in types}

    def __getitem__(self, name: str) -> FieldType[Any]:
        return self._by_name[name]

    get = __getitem__
    """Raises `KeyError`, as `[]` does: a field of no known type is for whoever reads definitions to report."""

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __iter__(self) -> Iterator[FieldType[Any]]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def names(self) -> tuple[str, ...]:
        return tuple(self._by_name)
