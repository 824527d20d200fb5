"""Style sheets, scripts and icons, held in memory, compressed once, cached by browsers for ever."""

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import brotli
from litestar import Request, Response, get
from litestar.handlers import HTTPRouteHandler

FOLDER = Path(__file__).parent / "static"
MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
STYLE_ORDER = ("vendor/tabler.css", *(f"css/{name}.css" for name in ("tokens", "base", "controls", "forms", "shell", "data", "floating", "pages")))
"""Joined into one style sheet, `kith.css`, in this order."""

FOR_EVER = "public, max-age=31536000, immutable"


class StaticFile:
    """One file's bytes in each encoding."""

    def __init__(self, content: bytes, media_type: str) -> None:
        self.content, self.media_type = content, media_type

    @cached_property
    def brotli(self) -> bytes:
        return brotli.compress(self.content, mode=brotli.MODE_TEXT, quality=9)

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.content, 9, mtime=0)

    def encoded(self, accepted: str) -> tuple[bytes, dict[str, str]]:
        """The smallest form the browser takes, with the headers that say so."""
        if "br" in accepted:
            return self.brotli, {"content-encoding": "br"}
        if "gzip" in accepted:
            return self.gzip, {"content-encoding": "gzip"}
        return self.content, {}


class StaticFiles:
    """All files of the shell and of the pages that joined it; `extra` holds their folders by name ("studio")."""

    def __init__(self, extra: Mapping[str, Path] | None = None) -> None:
        contents = {path: content for path, content in _read(FOLDER, "")}
        styles = [contents.pop(name) for name in STYLE_ORDER]
        for name, folder in (extra or {}).items():
            for path, content in _read(folder, f"{name}/"):
                contents[path] = content
                if path.endswith(".css"):
                    styles.append(contents.pop(path))
        contents["kith.css"] = b"\n".join(styles)
        self.files = {path: StaticFile(content, MEDIA_TYPES[Path(path).suffix]) for path, content in contents.items()}
        digest = hashlib.sha256()
        for path in sorted(contents):
            digest.update(path.encode() + b"\0" + contents[path])
        self.version = digest.hexdigest()[:12]

    def url(self, path: str) -> str:
        """The address of one file; a KeyError for a name that is not there, at render time rather than in a browser."""
        if path not in self.files:
            raise KeyError(path)
        return f"/static/{self.version}/{path}"

    def handler(self) -> HTTPRouteHandler:
        """Serves them; no cookie, no session."""

        @get("/static/{version:str}/{path:path}", name="static", include_in_schema=False)
        async def static(request: Request, version: str, path: str) -> Response:
            return self._respond(path.lstrip("/"), version, request.headers.get("accept-encoding", ""))

        return static

    def _respond(self, path: str, version: str, accepted: str) -> Response[bytes]:
        file = self.files.get(path)
        if file is None:
            return Response(b"", status_code=404, media_type="text/plain")
        content, headers = file.encoded(accepted)
        caching = FOR_EVER if version == self.version else "no-cache"
        headers |= {"cache-control": caching, "vary": "accept-encoding"}
        return Response(content, media_type=f"{file.media_type}; charset=utf-8", headers=headers)


def _read(folder: Path, prefix: str) -> Iterable[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in MEDIA_TYPES:
            yield f"{prefix}{file.relative_to(folder).as_posix()}", file.read_bytes()
