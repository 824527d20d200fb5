"""Dates as people and files write them."""

import re
from datetime import date, time
from functools import lru_cache

from babel import Locale

from kith_metadata.faults import ValueFault
from kith_metadata.field_types.describing import found
from kith_metadata.field_types.iso import existing_date, split_iso
from kith_metadata.field_types.number_text import locale_of
from kith_metadata.folding import fold_search

_LONGEST = 60
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_ORDINALS = {"st", "nd", "rd", "th", "er"}
_PIVOT = 69
"""Two-digit years below it are of this century, as POSIX has it."""


def read_date(text: str, locale: str) -> date:
    """The day in a text; a time of day is taken off only where it is midnight."""
    if (parts := split_iso(text)) is None:
        return read_written_date(text, locale)
    day, clock, _ = parts
    if clock not in (None, time()):
        raise ValueFault(
            code="time_of_day", found=found(text), wanted="a date alone", mend="leave the time out, or make the field a date and time",
        )
    return day


def read_written_date(text: str, locale: str) -> date:
    """`20/10/2016`, `Oct 20, 2016`, `20. Oktober 2016`, `20161020`: numbers in the locale's order, months by name."""
    if len(text) > _LONGEST:
        raise _not_a_date(text, locale)
    parts = _PARTS.findall(_western_digits(text))
    numbers = [part for part in parts if part.isdigit()]
    if len(parts) == 1 and len(text.strip()) == 8 and numbers:
        return existing_date(int(parts[0][:4]), int(parts[0][4:6]), int(parts[0][6:]), text)
    months = [month for part in parts if not part.isdigit() and (month := _month(part, text, locale))]
    if len(numbers) == 3 and not months:
        return _by_order(numbers, text, locale)
    if len(numbers) == 2 and len(months) == 1:
        year, day = (numbers[0], numbers[1]) if len(numbers[0]) == 4 else (numbers[1], numbers[0])
        return existing_date(_year(year, text, locale), months[0], int(day), text)
    raise _not_a_date(text, locale)


def example_date(locale: str) -> str:
    """How the locale orders day, month and year."""
    return {"d": "20/10/2026", "m": "10/20/2026", "y": "2026-10-20"}[_order(locale)[0]]


def _by_order(numbers: list[str], text: str, locale: str) -> date:
    order = "ymd" if len(numbers[0]) == 4 else _order(locale)
    if order == "ymd" and len(numbers[0]) != 4 and len(numbers[2]) == 4:
        order = "dmy"
    by_part = dict(zip(order, numbers, strict=True))
    return existing_date(_year(by_part["y"], text, locale), int(by_part["m"]), int(by_part["d"]), text)


def _year(digits: str, text: str, locale: str) -> int:
    if len(digits) == 4:
        return int(digits)
    if len(digits) == 2:
        return int(digits) + (2000 if int(digits) < _PIVOT else 1900)
    raise _not_a_date(text, locale)


def _month(word: str, text: str, locale: str) -> int | None:
    """The number of a month by its name; None for a word that only stands beside a date."""
    folded = fold_search(word)
    for language in (locale, "en"):
        months, others = _words(language)
        if month := months.get(folded):
            return month
        if folded in others:
            return None
    raise _not_a_date(text, locale)


@lru_cache(maxsize=64)
def _words(name: str) -> tuple[dict[str, int], frozenset[str]]:
    """The months of a language by name, and the words that stand in its dates besides: weekdays, `de`, `of`."""
    locale = locale_of(name)
    months = {
        word: number for context in ("format", "stand-alone") for width in ("wide", "abbreviated")
        for number, label in locale.months[context][width].items() for word in _folded_words(label)
    }
    days = {
        word for context in ("format", "stand-alone") for width in ("wide", "abbreviated", "short")
        for label in locale.days[context].get(width, {}).values() for word in _folded_words(label)
    }
    return months, frozenset((days | _pattern_words(locale) | _ORDINALS | {"of"}) - set(months))


def _pattern_words(locale: Locale) -> set[str]:
    patterns = (locale.date_formats[width].pattern for width in ("medium", "long", "full"))
    return {word for pattern in patterns for quoted in re.findall(r"'([^']+)'|([^\x00-\x7f]+)", pattern) for word in _folded_words("".join(quoted))}


def _folded_words(label: str) -> list[str]:
    return [fold_search(word) for word in _PARTS.findall(label) if not word.isdigit()]


@lru_cache(maxsize=64)
def _order(locale: str) -> str:
    """`dmy`, `mdy` or `ymd`."""
    letters = re.sub(r"'[^']*'", "", locale_of(locale).date_formats["short"].pattern.lower())
    return "".join(sorted("dmy", key=letters.find))


def _western_digits(text: str) -> str:
    return "".join(str(int(character)) if character.isdecimal() else character for character in text)


def _not_a_date(text: str, locale: str) -> ValueFault:
    return ValueFault(code="date", found=found(text), wanted=f"a date such as {example_date(locale)}", mend="or write it as 2026-10-20")
