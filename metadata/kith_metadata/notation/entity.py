"""An entity as people write it, without its fields."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.notation.schema import check_schema, published
from kith_metadata.report import Report

APART = ("entity", "extend", "fields", "key", "was")
"""What an entity's definition also holds, read by others."""


def entity_leaves(key: str, written: Mapping[str, Any], report: Report, path: str) -> dict[str, Any]:
    """The leaves of a whole definition."""
    said = {name: value for name, value in written.items() if name not in APART}
    check_schema(said, published("entity"), report, path)
    label = said.get("label")
    leaves = {"key": key, **said}
    if isinstance(label, str):
        leaves.setdefault("label_plural", f"{label}s")
    return leaves
