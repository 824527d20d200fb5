"""Roles as data: what `roles.yaml` beside this file says."""

from collections.abc import Mapping
from importlib.resources import files

import msgspec
import yaml


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named bundle of rights; an account may have several, and has the sum of them."""

    label: str
    records: frozenset[str] = frozenset()
    """Actions on the records of every entity: read, create, change, trash, import, export."""
    site: frozenset[str] = frozenset()
    """Actions on the site: shape (studio, plans, plugins), people (accounts and roles)."""


def built_in_roles() -> Mapping[str, Role]:
    """The roles every site has, by name."""
    text = (files("kith_core.access") / "roles.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.safe_load(text), dict[str, Role])
