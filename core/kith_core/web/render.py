"""Turns components into HTML. One renderer a site; what differs by request comes in through the render call."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinjax
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kith_core.web.icons import icon
from kith_core.web.static_files import StaticFiles
from kith_core.web.words import Words

COMPONENTS = Path(__file__).parent / "components"
MACROS = "macros.jinja"


class Renderer:
    """JinjaX components of the core, and of others' folders under a prefix (`<studio:FieldList />`)."""

    def __init__(self, static_files: StaticFiles, words: Words, folders: Mapping[str, Path] | None = None) -> None:
        self._globals = {"icon": icon, "asset": static_files.url, **words.globals()}
        template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        self._catalog = jinjax.Catalog(jinja_env=template, auto_reload=False, globals=dict(self._globals))
        environment = self._catalog.jinja_env
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.globals["ui"] = self._macros(environment, COMPONENTS)
        self._catalog.add_folder(COMPONENTS)
        for prefix, folder in (folders or {}).items():
            self._catalog.add_folder(folder, prefix=prefix)
            if (folder / MACROS).exists():
                environment.globals[prefix] = self._macros(environment, folder)

    def render(self, component: str, shared: Mapping[str, Any], /, **context: Any) -> str:
        """`shared` reaches every component inside; `context` only the outermost, as its arguments."""
        return Markup(self._catalog.render(component, _globals=dict(shared), **context))

    def _macros(self, environment: Environment, folder: Path) -> Any:
        """`macros.jinja` of a folder, callable from every component as `ui.badge(...)` or by the folder's prefix.

        Macros, not components, draw what repeats: a component costs forty microseconds, a macro three.
        """
        loading = environment.overlay(loader=FileSystemLoader(folder))
        return loading.get_template(MACROS).module
