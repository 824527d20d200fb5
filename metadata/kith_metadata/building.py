"""A part's leaves made into the struct that everyone reads."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from kith_metadata.definitions import Entity, Field, FormerColumn, Option, parse_title
from kith_metadata.parts import name_of

_title = lru_cache(maxsize=4096)(parse_title)


def build_field(part_id: str, part: Mapping[str, Any], owner: str, *, dormant: bool) -> Field:
    plain: dict[str, Any] = {}
    properties: dict[str, Any] = {}
    options: dict[str, dict[str, Any]] = {}
    for path, value in part.items():
        head, dot, rest = path.partition(".")
        if not dot:
            plain[path] = value
        elif head == "properties":
            properties[rest] = value
        elif head == "options":
            key, _, attribute = rest.partition(".")
            options.setdefault(key, {})[attribute] = value
    key = plain["key"]
    return Field(
        id=part_id,
        name=name_of(part_id),
        key=key,
        type=plain["type"],
        label=plain.get("label") or key,
        owner=owner,
        column=plain.get("column") or key,
        position=plain.get("position", 0),
        help=plain.get("help", ""),
        required=plain.get("required", False),
        unique=plain.get("unique", False),
        searchable=plain.get("searchable", False),
        default=plain.get("default"),
        properties=properties,
        options=_options(options) if options else (),
        former=msgspec.convert(plain["former"], tuple[FormerColumn, ...]) if plain.get("former") else (),
        aliases=tuple(plain.get("aliases", ())),
        synonyms=tuple(plain.get("synonyms", ())),
        retired=plain.get("retired", False),
        dormant=dormant,
    )


def _options(leaves: Mapping[str, Mapping[str, Any]]) -> tuple[Option, ...]:
    made = [Option(key=key, **{"label": key, **attributes}) for key, attributes in leaves.items()]
    return tuple(sorted(made, key=lambda option: option.position))


def build_entity(
    part_id: str, part: Mapping[str, Any], owner: str, fields: Iterable[Field], *, dormant: bool
) -> Entity:
    in_order = tuple(sorted(fields, key=lambda field: (field.position, field.id)))
    key, label = part["key"], part["label"]
    return Entity(
        id=part_id,
        key=key,
        label=label,
        label_plural=part.get("label_plural") or label,
        owner=owner,
        table=part.get("table") or key.replace(".", "__"),
        title=_title(part.get("title") or default_title(in_order)),
        icon=part.get("icon", "table"),
        description=part.get("description", ""),
        position=part.get("position", 0),
        all_fields=in_order,
        columns=tuple(part.get("columns", ())),
        sort=part.get("sort", ""),
        former_keys=tuple(part.get("aliases", ())),
        retired=part.get("retired", False),
        dormant=dormant,
    )


def default_title(fields: Iterable[Field]) -> str:
    """What stands for a record when nobody chose: its name, else its first field of text, else its first field."""
    usable = [field for field in fields if not (field.retired or field.dormant)]
    ranked = sorted(usable, key=lambda field: (field.name not in ("name", "x_name"), field.type != "text"))
    return f"{{{{ {ranked[0].name} }}}}" if ranked else ""


