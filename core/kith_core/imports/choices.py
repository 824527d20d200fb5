"""What people decide about an import; everything has a guess beforehand."""

from typing import Literal

import msgspec

Unknown = Literal["reject", "empty", "add"]
Mode = Literal["create", "update", "both"]

EMPTY_TEXTS = ("NULL", "\\N", "#N/A", "N/A", "n/a", "NA", "(null)", "null", "None", "none", "nil", "-", "--")
"""Texts by which programs write that there is nothing; offered where a file has them."""

SURELY_EMPTY = frozenset({"NULL", "\\N", "#N/A", "N/A", "n/a", "(null)"})
"""Those taken as empty unless somebody says otherwise."""


class ColumnChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Where a column goes and how its texts are read."""

    field: str | None = None
    """The field's key; None leaves the column out."""
    values: dict[str, str] = {}
    """Texts of the file and what to read instead of them: an option, a title; "" for nothing."""
    unknown: Unknown = "reject"
    """What becomes of a text that is no option and no record: its row is rejected, it is left out, or made an option."""
    find_by: str = ""
    """For a reference: `id`, `title`, or the key of the field by which a record is found; "" takes what fits most."""
    locale: str = ""
    """How its numbers and dates are written, such as `en_US` or `de_DE`; "" takes the site's."""


class Choices(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of them; `columns` by the name of the column."""

    columns: dict[str, ColumnChoice] = {}
    mode: Mode = "create"
    """Make every row a record, change those that are found, or change those found and make the others."""
    match: str | None = None
    """The key of the field by which a record is found, or `id`; needed for all but `create`."""
    empty: tuple[str, ...] = ()
    """Texts that mean nothing is there."""
    clear: bool = False
    """Whether an empty cell empties the field of a record that is changed."""


class ColumnChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction of one column; what it does not name stays."""

    field: str | msgspec.UnsetType | None = msgspec.UNSET
    values: dict[str, str] | msgspec.UnsetType = msgspec.UNSET
    unknown: Unknown | msgspec.UnsetType = msgspec.UNSET
    find_by: str | msgspec.UnsetType = msgspec.UNSET
    locale: str | msgspec.UnsetType = msgspec.UNSET


class ChoiceChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction of the guesses; what it does not name stays."""

    columns: dict[str, ColumnChange] = {}
    mode: Mode | msgspec.UnsetType = msgspec.UNSET
    match: str | msgspec.UnsetType | None = msgspec.UNSET
    empty: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    clear: bool | msgspec.UnsetType = msgspec.UNSET


def changed(choices: Choices, change: ChoiceChange) -> Choices:
    """The choices with the correction in them; a column given another field forgets how the old one was read."""
    columns = dict(choices.columns)
    for name, its_change in change.columns.items():
        before = columns.get(name, ColumnChoice())
        named = _named(its_change)
        if named.get("field", before.field) != before.field:
            before = ColumnChoice(field=before.field)
        columns[name] = msgspec.structs.replace(before, **named)
    named = _named(change) | {"columns": columns}
    return msgspec.structs.replace(choices, **named)


def _named(change: msgspec.Struct) -> dict[str, object]:
    every = msgspec.structs.asdict(change)
    return {key: value for key, value in every.items() if value is not msgspec.UNSET}
