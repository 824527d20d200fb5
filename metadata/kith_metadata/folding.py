"""Text made comparable. Done in Python alone, so that SQL, which sees only the results, cannot disagree with it."""

import re
import unicodedata

from kith_metadata.faults import ValueFault

_SPACES = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_LINE_ENDS = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def normalise(text: str, *, lines: bool = False) -> str:
    """The form in which text is stored: composed (NFC), without control characters, its ends trimmed.

    One line, unless `lines`. Raises `ValueFault` for what PostgreSQL cannot hold: NUL and lone surrogates.
    """
    if unstorable := _UNSTORABLE.search(text):
        raise ValueFault(
            code="unstorable_character", found=f"the character U+{ord(unstorable[0]):04X} at position {unstorable.start() + 1}",
            wanted="text of whole Unicode characters", mend="remove that character; the file may be damaged or in another encoding",
        )
    text = _LINE_ENDS.sub("\n", text) if lines else _SPACES.sub(" ", text)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text)).strip()


def fold_search(text: str) -> str:
    """For search and order: without accents and case.

    Each character folds by itself, so the fold of a part is a part of the fold of the whole. `str.lower` would break
    that (a Greek sigma looks at its neighbours), hence `casefold`, by which "STRASSE" finds "Straße" as well.
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(character for character in folded if not unicodedata.combining(character))


def fold_equal(text: str) -> str:
    """For equality that ignores case and compatibility forms but not accents."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFD", text)
    for _ in range(2):
        folded = unicodedata.normalize("NFKC", folded.casefold())
    return folded
