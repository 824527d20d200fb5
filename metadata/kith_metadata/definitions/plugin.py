"""What a plugin says of itself before its code is imported."""

from collections.abc import Mapping

import msgspec


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """`plugin.yaml`; `requires` and `optional` hold version ranges by plugin name, `kith` among them."""

    format: int
    name: str
    version: str
    label: str
    description: str = ""
    icon: str = "puzzle"
    position: int = 0
    requires: Mapping[str, str] = {}
    optional: Mapping[str, str] = {}


class PluginState(msgspec.Struct, frozen=True, kw_only=True):
    """A plugin as a catalog sees it; `missing` names the required plugins without which it cannot be on."""

    name: str
    label: str
    version: str = ""
    description: str = ""
    icon: str = "puzzle"
    position: int = 0
    enabled: bool = True
    requires: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
