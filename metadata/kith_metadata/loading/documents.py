"""YAML read with the line of everything, and without what makes YAML dangerous or surprising.

Only plain documents pass: no aliases, no tags, no key twice; `no` and `2024-01-01` are texts, as they were written.
"""

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any, cast

import msgspec
import yaml

from kith_metadata.keys import quoted
from kith_metadata.notation.schema import joined
from kith_metadata.report import Report

LARGEST = 1_000_000
DEEPEST = 20
CONSTANTS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}
NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})(\.[0-9]+)?")


class Document(msgspec.Struct, frozen=True):
    """What a file says, and on which line it says it."""

    name: str
    content: dict[str, Any]
    lines: dict[str, int]

    def where(self, path: str) -> str:
        """File and line of a path, or of what it is part of."""
        while path and path not in self.lines:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return f"{self.name}:{self.lines.get(path, 1)}"


def read_document(file: Traversable, name: str, report: Report) -> Document | None:
    """The document of one file; None when it cannot be read at all, which is reported."""
    text = _text(file, name, report)
    if text is None:
        return None
    builder = _Builder(name, report)
    before = len(report.faults)
    try:
        for event in cast(Iterator[yaml.Event], yaml.parse(text, Loader=yaml.SafeLoader)):
            builder.take(event)
    except yaml.YAMLError as error:
        _report_yaml(error, name, report)
    except TooMuch as fault:
        report.at(f"{name}:{fault.line}").add("yaml", "", fault.found, fault.wanted, fault.mend)
    if len(report.faults) > before:
        return None
    if not isinstance(builder.root, dict):
        found = "nothing" if builder.root is None else quoted(str(builder.root))
        report.at(f"{name}:1").add("yaml", "", found, "a mapping of names to values")
        return None
    return Document(name, cast(dict[str, Any], builder.root), builder.lines)


class TooMuch(Exception):
    """What YAML allows and definitions do not."""

    def __init__(self, line: int, found: str, wanted: str, mend: str = "") -> None:
        super().__init__(found)
        self.line, self.found, self.wanted, self.mend = line, found, wanted, mend


class _Open(msgspec.Struct):
    """A mapping or list that is still being read; `key` is the one whose value comes next."""

    content: dict[str, Any] | list[Any]
    path: str
    key: str | None = None


class _Builder:
    """Values made of YAML's events one by one, so that no depth of nesting can exhaust the stack."""

    def __init__(self, name: str, report: Report) -> None:
        self.name, self.report = name, report
        self.root: Any = None
        self.lines: dict[str, int] = {}
        self.open: list[_Open] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        line = int(event.start_mark.line) + 1 if event.start_mark else 1
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    raise TooMuch(line, "a second document", "one document a file", "put it into a file of its own")
            case yaml.AliasEvent():
                raise TooMuch(line, f"the alias `*{event.anchor}`", "no aliases", "write it out")
            case yaml.ScalarEvent():
                self._scalar(event, line)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._start({} if isinstance(event, yaml.MappingStartEvent) else [], event, line)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
            case _:
                pass

    def _start(self, content: dict[str, Any] | list[Any], event: yaml.Event, line: int) -> None:
        _refuse_tag(event, line)
        if self._wants_key():
            raise TooMuch(line, "a list or mapping as a key", "a name", "write a text before the colon")
        if len(self.open) >= DEEPEST:
            raise TooMuch(line, f"more than {DEEPEST} levels", f"at most {DEEPEST}")
        self.open.append(_Open(content, self._put(content, line)))

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        _refuse_tag(event, line)
        if not self._wants_key():
            self._put(event.value if event.style else _plain(event.value), line)
            return
        mapping = self.open[-1]
        path = joined(mapping.path, event.value)
        if event.value in mapping.content:
            found, wanted = f"{quoted(event.value)} again", f"it once; it stands on line {self.lines.get(path, line)} too"
            self.report.at(f"{self.name}:{line}").add("duplicate", path, found, wanted, "remove one of the two")
        self.lines[path] = line
        mapping.key = event.value

    def _wants_key(self) -> bool:
        return bool(self.open) and isinstance(self.open[-1].content, dict) and self.open[-1].key is None

    def _put(self, value: Any, line: int) -> str:
        """Puts a value into what is open, and answers with its path."""
        if not self.open:
            self.root = value
            return ""
        holder = self.open[-1]
        if isinstance(holder.content, list):
            path = joined(holder.path, len(holder.content))
            self.lines[path] = line
            holder.content.append(value)
            return path
        key = str(holder.key)
        holder.content[key] = value
        holder.key = None
        return joined(holder.path, key)


def _plain(text: str) -> Any:
    if text in CONSTANTS:
        return CONSTANTS[text]
    if NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    return text


def _refuse_tag(event: Any, line: int) -> None:
    if event.tag is not None:
        raise TooMuch(line, f"the tag {quoted(event.tag)}", "plain values", "remove it")
    if event.anchor is not None:
        raise TooMuch(line, f"the anchor `&{event.anchor}`", "no anchors", "remove it")


def _text(file: Traversable, name: str, report: Report) -> str | None:
    raw = file.read_bytes()
    if len(raw) > LARGEST:
        report.at(name).add("size", "", f"{len(raw):,} bytes", f"at most {LARGEST:,}", "split the file")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"the byte 0x{raw[error.start]:02x}, which is not UTF-8"
        report.at(f"{name}:{line}").add("encoding", "", found, "UTF-8", "save the file as UTF-8")
        return None


def _report_yaml(error: yaml.YAMLError, name: str, report: Report) -> None:
    mark = getattr(error, "problem_mark", None)
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error).replace("'\\t'", "a tab")
    mend = "indent with spaces" if "a tab" in problem else ""
    report.at(f"{name}:{mark.line + 1 if mark else 1}").add("yaml", "", problem, "YAML", mend)
