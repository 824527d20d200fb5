"""The words people read about types and operators: data beside the code, so that a stranger's type brings its own."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import cast

import msgspec
import yaml


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of one type. `icon` is an outline icon of Tabler; `example` a value as people write it."""

    label: str
    help: str = ""
    icon: str = "forms"
    example: str = ""


def type_words(module: str, name: str) -> Words:
    """From `words.yaml` in the module's package; a type that brings none is called by its name."""
    package = module.rpartition(".")[0] or module
    return _words_of(package).get(name) or Words(label=name.replace("_", " ").capitalize())


@cache
def operator_words(family: str) -> Mapping[str, str]:
    """By operator, for one family of types."""
    text = (files("kith_metadata.field_types") / "operators.yaml").read_text(encoding="utf-8")
    families = msgspec.convert(yaml.safe_load(text), dict[str, dict[str, str]])
    return {**families["every"], **families.get(family, {})}


@cache
def _words_of(package: str) -> Mapping[str, Words]:
    page = files(package) / "words.yaml"
    if not page.is_file():
        return {}
    loaded = cast(object, yaml.safe_load(page.read_text(encoding="utf-8")))
    return msgspec.convert(loaded, dict[str, Words])
