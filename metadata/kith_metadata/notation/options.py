"""The options of a select as people write them: words alone, or key, label and colour."""

from collections.abc import Mapping, Sequence
from typing import Any

from kith_metadata.definitions import Option
from kith_metadata.keys import check_key, free_name, suggest_key
from kith_metadata.notation.schema import joined
from kith_metadata.report import Report


def option_leaves(options: Sequence[Any], report: Report, path: str, known: Sequence[Option] = ()) -> dict[str, Any]:
    """Leaves of a list that already keeps the schema; a word that names a known option keeps what that one says."""
    leaves: dict[str, Any] = {}
    seen: dict[str, int] = {}
    for index, written in enumerate(options):
        key, said = _read(written, known, seen)
        at = joined(path, index)
        if fault := check_key(key):
            report.value(fault, joined(at, "key"))
            continue
        if key in seen:
            report.add("duplicate", at, f"`{key}` again", "each option only once", "remove one of the two")
        seen[key] = index
        leaves |= {f"options.{key}.{name}": value for name, value in said.items()}
        leaves[f"options.{key}.position"] = index
    return leaves


def replaced_options(options: Sequence[Any], known: Sequence[Option], report: Report, path: str) -> dict[str, Any]:
    """Leaves that make this list the options: those left out are removed from choice, never lost."""
    leaves = option_leaves(options, report, path, known)
    kept = {leaf.split(".")[1] for leaf in leaves}
    for option in known:
        if option.key not in kept:
            leaves[f"options.{option.key}.retired"] = True
        elif option.retired:
            leaves[f"options.{option.key}.retired"] = False
    return leaves


def _read(written: Any, known: Sequence[Option], seen: Mapping[str, int]) -> tuple[str, dict[str, Any]]:
    """The option's key, and what was said of it."""
    if isinstance(written, str):
        for option in known:
            if written in (option.key, option.label):
                return option.key, {}
        if check_key(written) is None:
            return written, {"label": words_of(written)}
        return free_name(suggest_key(written, fallback="option"), seen), {"label": written}
    said = {name: value for name, value in written.items() if name != "key"}
    key = written.get("key") or free_name(suggest_key(said["label"], fallback="option"), seen)
    if key not in {option.key for option in known}:
        said.setdefault("label", words_of(key))
    return key, said


def words_of(key: str) -> str:
    """A key as people would read it: `close_on` is "Close on"."""
    text = key.replace("_", " ").strip()
    return text[:1].upper() + text[1:]
