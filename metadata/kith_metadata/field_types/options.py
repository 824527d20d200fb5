"""Options found by what people write: key or label, without case, accents, spaces and punctuation."""

from collections.abc import Iterable
from difflib import get_close_matches

from kith_metadata.definitions import Field, Option
from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found, unlike
from kith_metadata.folding import fold_search

_SIMILAR = 0.7


def option_of_key(value: object, field: Field) -> Option:
    """By its key, to the letter, as the API has it; retired or not."""
    if not isinstance(value, str):
        raise unlike(value, "the key of an option", _choices(field))
    if option := field.options_by_key.get(value):
        return option
    raise _unknown(value, field)


def option_of_text(text: str, field: Field) -> Option:
    """By label or key; the closest first, and one that can be chosen before one that cannot."""
    for write in (str.strip, _loose):
        wanted = write(text)
        for names in (_labels, _keys):
            same = [option for option in _open_first(field) if write(names(option)) == wanted]
            if same:
                return same[0]
    raise _unknown(text, field)


def choosable(option: Option, field: Field) -> Option:
    """Raises `ValueFault` for an option that is kept for old records only."""
    if option.retired:
        raise ValueFault(
            code="retired_option", found=found(option.label), wanted="an option still in use", mend=_choices(field),
        )
    return option


def text_of_option(key: str, field: Field) -> str:
    """Its label, or its key where another option has the same label; a key no longer known stands for itself."""
    option = field.options_by_key.get(key)
    if option is None:
        return key
    return key if sum(_loose(other.label) == _loose(option.label) for other in field.options) > 1 else option.label


def has_options_faults(field: Field) -> tuple[ValueFault, ...]:
    """A field of options without any."""
    if field.options:
        return ()
    return (ValueFault(code="no_options", found="no options", wanted="at least one option", mend="add those people choose from"),)


def options_schema(field: Field) -> dict[str, object]:
    return {"type": "string", "enum": [option.key for option in field.options]}


def _open_first(field: Field) -> list[Option]:
    return sorted(field.options, key=lambda option: option.retired)


def _labels(option: Option) -> str:
    return option.label


def _keys(option: Option) -> str:
    return option.key


def _loose(text: str) -> str:
    folded = fold_search(text)
    return "".join(filter(str.isalnum, folded)) or folded.strip()


def _unknown(text: str, field: Field) -> ValueFault:
    """Names the nearest option where one is near."""
    by_text = {_loose(name): option for option in field.open_options for name in (option.key, option.label)}
    near = get_close_matches(_loose(text)[:100], by_text, n=1, cutoff=_SIMILAR)
    mend = f"did you mean {by_text[near[0]].label}?" if near else _choices(field)
    return ValueFault(code="unknown_option", found=found(text), wanted="one of the options", mend=mend)


def _choices(field: Field) -> str:
    labels = [option.label for option in field.open_options]
    return f"choose {_listed(labels[:8], len(labels))}" if labels else "add options to the field first"


def _listed(labels: Iterable[str], count: int) -> str:
    shown = list(labels)
    if count > len(shown):
        return f"{', '.join(shown)} or one of {count - len(shown)} more"
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
