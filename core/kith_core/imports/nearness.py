"""Which of some known texts was probably meant by an unknown one."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from kith_metadata.folding import fold_search

CLOSE = 0.84


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The most similar, where it is similar enough to be offered; None where nothing is, or two are equally so."""
    wanted = _bare(text)
    if len(wanted) < 3:
        return None
    matcher = SequenceMatcher(None, "", wanted, autojunk=False)
    scores: list[tuple[float, str]] = []
    for candidate in known:
        matcher.set_seq1(_bare(candidate))
        # Two cheap upper bounds spare most of the dear third.
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= CLOSE and (ratio := matcher.ratio()) >= CLOSE:
            scores.append((ratio, candidate))
    scores.sort(reverse=True)
    if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _bare(text: str) -> str:
    """Letters and digits alone: "GTXPro", "GTX Pro" and "gtx-pro" are one."""
    return "".join(character for character in fold_search(text) if character.isalnum())
