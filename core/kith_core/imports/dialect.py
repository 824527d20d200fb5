"""What parts the cells of a file, what wraps them, and whether its first row names the columns."""

import codecs
import csv
import io
import re
from pathlib import Path
from typing import cast

from kith_core.imports.encoding import detect_encoding
from kith_core.imports.file_format import DELIMITERS, Delimiter, FileFormat, Guess, Quote

_SAMPLE = 1 << 17
_DATA = re.compile(r"[-+]?[\d.,]+%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([ T].*)?|[^@\s]+@[^@\s]+\.\w+")
"""Cells that name no column: numbers, dates, addresses of mail."""


def guess_format(path: Path) -> Guess:
    """Read off the first part of the file, but for the encoding, which takes all of it."""
    encoding = detect_encoding(path)
    lines = _sample(path, encoding.name)
    skip, delimiter = _spreadsheet_mark(lines)
    quote = _quote(lines)
    delimiter = delimiter or _delimiter(lines, quote)
    rows = _rows(lines[skip:], delimiter, quote)
    header = not rows or not _looks_like_data(rows[0])
    notices = [encoding.notice] if encoding.notice else []
    if not header:
        notices.append("The first row looks like data, so the columns have no names.")
    chosen = FileFormat(encoding=encoding.name, delimiter=delimiter, quote=quote, header=header, skip=skip)
    return Guess(format=chosen, notices=tuple(notices))


def _sample(path: Path, encoding: str) -> list[str]:
    with path.open("rb") as file:
        data = file.read(_SAMPLE)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    text = decoder.decode(data, final=len(data) < _SAMPLE)
    lines = io.StringIO(text, newline="").readlines()
    # The last line may be cut by the sample's end.
    return lines[:-1] if len(data) == _SAMPLE and len(lines) > 1 else lines


def _spreadsheet_mark(lines: list[str]) -> tuple[int, Delimiter | None]:
    """Spreadsheets write `sep=;` as a first line that is no row."""
    mark = lines[0].strip() if lines else ""
    if mark[:4].lower() == "sep=" and mark[4:] in DELIMITERS:
        return 1, cast("Delimiter", mark[4:])
    return 0, None


def _quote(lines: list[str]) -> Quote:
    """Single quotes only where they wrap cells on half of the lines and double quotes are nowhere."""
    if any('"' in line for line in lines):
        return '"'
    wrapped = sum(1 for line in lines if re.search(r"(^|[,;\t|:])'[^']*'([,;\t|:]|\s*$)", line))
    return "'" if wrapped * 2 > len(lines) else '"'


def _delimiter(lines: list[str], quote: Quote) -> Delimiter:
    """The one by which most rows have as many cells as the first, and more than one; of equals, the one with more."""
    best: tuple[float, int] = (0.0, 0)
    winner: Delimiter = ","
    for name in DELIMITERS:
        candidate = cast("Delimiter", name)
        widths = [len(row) for row in _rows(lines, candidate, quote) if row]
        if not widths or widths[0] == 1:
            continue
        score = (round(widths.count(widths[0]) / len(widths), 1), widths[0])
        if score > best:
            best, winner = score, candidate
    return winner


def _rows(lines: list[str], delimiter: Delimiter, quote: Quote) -> list[list[str]]:
    reader = csv.reader(lines[:200], delimiter=delimiter, quotechar=quote)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error:
        # A broken quote ends the sample; what came before it is enough to judge by.
        return rows
    return rows


def _looks_like_data(row: list[str]) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and sum(1 for cell in filled if _DATA.fullmatch(cell)) * 2 >= len(filled)
