"""Rows out of a file, one at a time, each with its line; what cannot be a row comes out as a fault instead.

Nothing but one record and a little look-ahead is ever in memory, whatever the file holds.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TextIO

from kith_core.imports.file_format import FileFormat
from kith_metadata.faults import ValueFault

LONGEST_CELL = 1_000_000
_LONGEST_LINE = 4_000_000
_LONGEST_RECORD = 50_000
"""Lines."""
_LOOK_AHEAD = 50
_DAMAGED = re.compile("[\udc80-\udcff]")
"""What `surrogateescape` makes of bytes that the encoding does not know."""

csv.field_size_limit(LONGEST_CELL)


class Row(NamedTuple):
    """`line` is where it begins in the file, counted from one; either its cells or what is wrong with it."""

    line: int
    cells: list[str]
    fault: ValueFault | None = None


class Rows:
    """The rows of a file after the one that names the columns: `headers` is known once it is open."""

    def __init__(self, path: Path, file_format: FileFormat) -> None:
        self._format = file_format
        self._file: TextIO = path.open(
            encoding=file_format.encoding, errors="surrogateescape", newline="", buffering=1 << 16
        )
        self._lines = _Lines(self._file)
        for _ in range(file_format.skip):
            self._lines.skip()
        self._first: Row | None = next(self._records(None), None)
        self.headers = self._read_headers()
        self.width = len(self.headers)

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> "Rows":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[Row]:
        """Blank rows are passed over."""
        if self._first is not None and not self._format.header:
            yield self._first
        width = self.width
        for row in self._records(width):
            if row.fault is None and len(row.cells) != width:
                yield self._fitted(row)
            else:
                yield row

    def _read_headers(self) -> list[str]:
        if self._first is None:
            raise ValueFault(code="empty_file", found="an empty file", wanted="a row that names the columns, and rows")
        if self._first.fault is not None:
            raise self._first.fault
        cells = self._first.cells if self._format.header else [""] * len(self._first.cells)
        return _distinct([" ".join(cell.split()) for cell in cells])

    def _fitted(self, row: Row) -> Row:
        """Spreadsheets end rows with empty cells beyond the last column; anything else is no row of this table."""
        if len(row.cells) > self.width and not any(row.cells[self.width :]):
            return Row(row.line, row.cells[: self.width])
        return Row(row.line, row.cells, _wrong_width(row.cells, self.width))

    def _records(self, width: int | None) -> Iterator[Row]:
        lines, form = self._lines, self._format
        reader = csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote)
        while True:
            lines.begin()
            fault = None
            cells: list[str] = []
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                fault = _broken(error, form.quote)
            if lines.count == 1 and fault is None and lines.clean:
                if any(cells):
                    yield Row(lines.start, cells)
                continue
            yield from self._judge(cells, fault, width)

    def _judge(self, cells: list[str], fault: ValueFault | None, width: int | None) -> Iterator[Row]:
        """A record of several lines, or with something wrong in it."""
        lines = self._lines
        start, end = lines.start, lines.start + lines.count - 1
        odd = fault is not None or lines.ended or len(cells) != width
        if width is not None and self._swallowed_rows(width, odd=odd):
            # The quote was a slip: only its own line is lost, the ones it swallowed are read again.
            lines.give_back()
            fault = _open_quote(self._format.quote, start, start)
        elif lines.ended and fault is None:
            fault = _open_quote(self._format.quote, start, end)
        fault = fault or lines.flaw
        if fault or any(cells):
            yield Row(start, cells, fault)

    def _swallowed_rows(self, width: int, *, odd: bool) -> bool:
        """Whether lines inside the record are rows themselves: one will do if it is odd anyway, else all must be."""
        if odd:
            return any(self._is_a_row(line, width) for line in self._lines.taken[1 : 1 + _LOOK_AHEAD])
        inner = self._lines.taken[1:-1][:_LOOK_AHEAD]
        return len(inner) > 2 and all(self._is_a_row(line, width) for line in inner)

    def _is_a_row(self, line: str, width: int) -> bool:
        form = self._format
        if width == 1 or line.count(form.quote) % 2:
            return False
        cells = next(csv.reader([line], delimiter=form.delimiter, quotechar=form.quote))
        return len(cells) == width and any(cells)


class _Lines:
    """The file's lines for the CSV reader, which asks for another as long as a quote is open."""

    def __init__(self, file: TextIO) -> None:
        self._read = file.readline
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.start = 1
        self.begin()

    def begin(self) -> None:
        """A new record begins with the next line."""
        self.start += len(self.taken)
        self.taken = []
        self.count = 0
        self.clean = True
        self.ended = False
        self.flaw: ValueFault | None = None

    def skip(self) -> None:
        """The next line is no part of the table."""
        self._read(_LONGEST_LINE)
        self.start += 1

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self.count >= _LONGEST_RECORD:
            raise csv.Error("record too long")
        line = self._again.popleft() if self._again else self._read(_LONGEST_LINE)
        if not line:
            self.ended = True
            self.clean = False
            raise StopIteration
        self.taken.append(line)
        self.count += 1
        if not line.isascii() or "\0" in line or len(line) >= LONGEST_CELL:
            self._look(line)
        return line

    def give_back(self) -> None:
        """All but the first line of the record are read once more."""
        self._again.extendleft(reversed(self.taken[1:]))
        del self.taken[1:]

    def _look(self, line: str) -> None:
        if "\0" in line:
            self.flaw = ValueFault(
                code="nul", found="a NUL character (a zero byte)", wanted="text", mend="remove it from the file"
            )
        elif len(line) >= _LONGEST_LINE and not line.endswith(("\n", "\r")):
            self._skip_rest()
            self.flaw = _too_long()
        elif _DAMAGED.search(line):
            self.flaw = ValueFault(
                code="encoding", found="bytes that are no letters in the file's encoding", wanted="text",
                mend="choose another encoding, or save the file as UTF-8",
            )
        self.clean = self.clean and self.flaw is None

    def _skip_rest(self) -> None:
        while (rest := self._read(_LONGEST_LINE)) and not rest.endswith(("\n", "\r")):
            pass


def _distinct(names: list[str]) -> list[str]:
    """Every column gets a name of its own: "Column 3" for an empty one, "Name (2)" for the second "Name"."""
    seen: set[str] = set()
    for index, name in enumerate(names):
        wanted = name or f"Column {index + 1}"
        unique, number = wanted, 1
        while unique in seen:
            number += 1
            unique = f"{wanted} ({number})"
        seen.add(unique)
        names[index] = unique
    return names


def _wrong_width(cells: list[str], width: int) -> ValueFault:
    return ValueFault(
        code="column_count", found=f"{len(cells)} columns", wanted=str(width),
        mend="a comma inside a value needs quotes around the value" if len(cells) > width else "",
    )


def _open_quote(quote: str, start: int, end: int) -> ValueFault:
    reach = "" if start == end else f" (it swallows the lines to {end:,})"
    return ValueFault(
        code="open_quote", found=f"a quote that is never closed{reach}", wanted=f"a closing {quote}",
        mend=f"close it, or double it ({quote}{quote}) where it belongs to the text",
    )


def _too_long() -> ValueFault:
    return ValueFault(
        code="too_long", found=f"a cell of more than {LONGEST_CELL:,} characters",
        wanted=f"at most {LONGEST_CELL:,}", mend="shorten it, or look for a quote that is never closed",
    )


def _broken(error: csv.Error, quote: str) -> ValueFault:
    text = str(error)
    if "field limit" in text:
        return _too_long()
    if "record too long" in text:
        return ValueFault(
            code="open_quote", found=f"a quote that is not closed within {_LONGEST_RECORD:,} lines",
            wanted=f"a closing {quote}", mend=f"double it ({quote}{quote}) where it belongs to the text",
        )
    return ValueFault(code="csv", found=text, wanted="a row of cells")
