"""Which encoding the bytes of a file are in."""

import codecs
import re
from pathlib import Path
from typing import NamedTuple

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DAMAGED = re.compile("[\udc80-\udcff]")
_FOREIGN = re.compile("[^\x00-\x7f\udc80-\udcff]")


class Encoding(NamedTuple):
    """`notice` is what people are told when the file leaves room for doubt."""

    name: str
    notice: str = ""


def detect_encoding(path: Path) -> Encoding:
    """By its mark, else UTF-16 by its zero bytes, else UTF-8 if it is that, else Windows-1252 and a word about it."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name)
    return _wide(head) or _narrow(path)


def _wide(head: bytes) -> Encoding | None:
    """Text in UTF-16 without its mark has a zero in every second byte of Latin letters."""
    pairs = len(head) // 2
    if pairs < 2:
        return None
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    notice = "The file has no mark of its encoding and looks like UTF-16; choose another if letters look wrong."
    if odd > pairs * 0.4 and even < pairs * 0.1:
        return Encoding("utf-16-le", notice)
    if even > pairs * 0.4 and odd < pairs * 0.1:
        return Encoding("utf-16-be", notice)
    return None


def _narrow(path: Path) -> Encoding:
    damaged = foreign = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            text = decoder.decode(block)
            if not text.isascii():
                damaged += len(_DAMAGED.findall(text))
                foreign += len(_FOREIGN.findall(text))
    damaged += len(_DAMAGED.findall(decoder.decode(b"", final=True)))
    if damaged == 0:
        return Encoding("utf-8")
    if foreign > damaged:
        return Encoding("utf-8", f"The file is UTF-8, but for {damaged:,} bytes: rows that hold them are rejected.")
    return Encoding(
        "cp1252", "The file is not UTF-8 and was read as Windows-1252; choose another encoding if letters look wrong."
    )
