"""How a file of rows is written: its encoding, what parts its cells, what wraps them."""

from typing import Literal

import msgspec

ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 with a mark",
    "utf-16": "UTF-16 with a mark",
    "utf-16-le": "UTF-16, little end first",
    "utf-16-be": "UTF-16, big end first",
    "cp1252": "Windows-1252, Western European",
    "cp1250": "Windows-1250, Central European",
    "cp1251": "Windows-1251, Cyrillic",
    "cp1253": "Windows-1253, Greek",
    "cp1254": "Windows-1254, Turkish",
    "iso8859-15": "ISO 8859-15, Western European",
    "mac-roman": "Mac Roman",
    "shift-jis": "Shift JIS, Japanese",
    "gb18030": "GB 18030, Chinese",
    "big5": "Big5, Chinese",
    "euc-kr": "EUC-KR, Korean",
}
"""The encodings that can be chosen, with the words for people."""

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", ":": "colon"}

Delimiter = Literal[",", ";", "\t", "|", ":"]
Quote = Literal['"', "'"]


class FileFormat(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What has to be known to read a file; guessed from it, and each part can be chosen instead."""

    encoding: str = "utf-8"
    delimiter: Delimiter = ","
    quote: Quote = '"'
    header: bool = True
    """Whether the first row names the columns."""
    skip: int = 0
    """Lines before the first row that are no part of the table."""


class Guess(msgspec.Struct, frozen=True, kw_only=True):
    """A format read off the file, with what people should know about the guess."""

    format: FileFormat
    notices: tuple[str, ...] = ()
