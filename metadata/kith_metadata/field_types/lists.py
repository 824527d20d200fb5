"""Several short texts in one line, as people and files write them: `Press, Partner, "Smith, Sons"`."""

import re
from collections.abc import Iterable

_ITEM = re.compile(r'\s*("(?:[^"]|"")*"(?=\s*(?:[,;\n]|$))|[^,;\n]*)\s*(?:[,;\n]|$)')


def join_list(items: Iterable[str]) -> str:
    return ", ".join(f'"{item.replace(chr(34), chr(34) * 2)}"' if re.search(r'[,;\n"]', item) else item for item in items)


def split_list(text: str) -> list[str]:
    """The items between commas, semicolons or line ends, quotation marks taken off; empty ones left out."""
    items = (match[1].strip() for match in _ITEM.finditer(text))
    return [item for item in map(_unquoted, items) if item]


def _unquoted(item: str) -> str:
    if len(item) >= 2 and item[0] == item[-1] == '"':
        return item[1:-1].replace('""', '"').strip()
    return item
