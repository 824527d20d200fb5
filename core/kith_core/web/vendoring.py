"""Puts the front-end files that npm fetched where Kith serves them: `python -m kith_core.web.vendoring node_modules`."""

import json
import re
import shutil
import sys
from pathlib import Path

from kith_core.web.icons import ENTITY_ICONS, INTERFACE_ICONS, VENDORED
from kith_core.web.tabler_subset import subset

SHAPES = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
BLANK_SHAPE = '<path stroke="none" d="M0 0h24v24H0z" fill="none" />'


class MissingFrontEnd(Exception):
    """A file that should have come from npm is not there."""


def vendor(node_modules: Path, target: Path) -> None:
    """Fills `target` anew from `node_modules`."""
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(_found(node_modules / "htmx.org/dist/htmx.min.js"), target / "htmx.js")
    css = _found(node_modules / "@tabler/core/dist/css/tabler.min.css").read_text(encoding="utf-8")
    (target / "tabler.css").write_text(subset(css), encoding="utf-8")
    names = sorted({*ENTITY_ICONS, *INTERFACE_ICONS})
    folder = _found(node_modules / "@tabler/icons/icons/outline")
    (target / VENDORED.name).write_text(json.dumps({name: _shape(folder / f"{name}.svg") for name in names}, indent=0))


def _shape(file: Path) -> str:
    """What stands inside the `<svg>`, on one line."""
    matched = SHAPES.search(_found(file).read_text(encoding="utf-8"))
    if matched is None:
        raise MissingFrontEnd(f"{file} holds no <svg>; install the pinned version of @tabler/icons")
    return " ".join(matched.group(1).replace(BLANK_SHAPE, "").split())


def _found(path: Path) -> Path:
    if not path.exists():
        raise MissingFrontEnd(f"{path} is missing; run `npm ci` in the repository's root")
    return path


if __name__ == "__main__":
    vendor(Path(sys.argv[1] if len(sys.argv) > 1 else "node_modules"), VENDORED.parent)
