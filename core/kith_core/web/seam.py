"""How others join the web: the entry point `kith.pages` names a function `(site) -> Pages`."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
from litestar.types import ControllerRouterHandler


class NavLink(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the sidebar and of the palette, shown to whoever may do `action` (one of `Access.can`'s, "" for all)."""

    label: str
    url: str
    icon: str
    group: str = "Studio"
    """The heading it stands under; "" stands at the top, beside Home."""
    action: str = "shape"
    words: str = ""
    """More words the palette finds it by."""
    in_sidebar: bool = True


class Pages(msgspec.Struct, frozen=True, kw_only=True):
    """What one part brings: handlers (each may take `visit: Visit`), components under its prefix, static files, links."""

    name: str
    """The prefix of its components (`<studio:FieldList />`) and of its static files (`asset("studio/js/x.js")`)."""
    handlers: Sequence[ControllerRouterHandler]
    components: Path | None = None
    static: Path | None = None
    links: Sequence[NavLink] = ()
