"""Several short texts in one line, as people and files write them: `Press, Partner, "Smith, Sons"`."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar, cast

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found, unlike

_ITEM = re.compile(r'\s*("(?:[^"]|"")*"(?=\s*(?:[,;\n]|$))|[^,;\n]*)\s*(?:[,;\n]|$)')

_MOST_ITEMS = 200
_LONGEST = 50_000

Item = TypeVar("Item")


def join_list(items: Iterable[str]) -> str:
    return ", ".join(f'"{item.replace(chr(34), chr(34) * 2)}"' if re.search(r'[,;\n"]', item) else item for item in items)


def split_list(text: str) -> list[str]:
    """The items between commas, semicolons or line ends, quotation marks taken off; empty ones left out."""
    if len(text) > _LONGEST:
        raise ValueFault(code="too_long", found=found(text), wanted=f"a list of at most {_LONGEST:,} characters")
    items = (match[1].strip() for match in _ITEM.finditer(text))
    return [item for item in map(_unquoted, items) if item]


def _unquoted(item: str) -> str:
    if len(item) >= 2 and item[0] == item[-1] == '"':
        return item[1:-1].replace('""', '"').strip()
    return item


def items_of(value: object, wanted: str) -> list[object]:
    """The items of a JSON list; raises `ValueFault`."""
    if not isinstance(value, (list, tuple)):
        raise unlike(value, wanted, 'write it as `["one", "two"]`')
    return list(cast(Sequence[object], value))


def distinct(items: Iterable[Item], key: Callable[[Item], object]) -> tuple[Item, ...] | None:
    """The first of each key, in order; None where there are none, since an empty list is no value."""
    first: dict[object, Item] = {}
    for item in items:
        first.setdefault(key(item), item)
    if len(first) > _MOST_ITEMS:
        raise ValueFault(code="too_many", found=f"{len(first):,} items", wanted=f"at most {_MOST_ITEMS} items")
    return tuple(first.values()) or None
