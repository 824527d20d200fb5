"""How times, names and faults read on a page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo
from zlib import crc32

from babel.dates import format_date, format_datetime, format_time

from kith_core.clock import Clock
from kith_metadata.faults import Fault

COLORS = ("gray", "red", "orange", "yellow", "lime", "green", "teal", "cyan", "blue", "indigo", "purple", "pink")
"""The palette of options, badges and faces: `color-<name>` in controls.css."""


class Words:
    """Bound to a site's clock, zone and language; its methods are globals of every component."""

    def __init__(self, clock: Clock, zone: ZoneInfo, locale: str = "en") -> None:
        self._clock, self._zone, self._locale = clock, zone, locale

    def globals(self) -> dict[str, Any]:
        return {
            "short_time": self.short_time,
            "full_time": self.full_time,
            "initials": initials,
            "face_color": face_color,
            "errors_by_path": errors_by_path,
            "browser_name": browser_name,
            "colors": COLORS,
        }

    def short_time(self, at: datetime) -> str:
        """The clock today, the day this year, the date before."""
        local, now = at.astimezone(self._zone), self._clock.now().astimezone(self._zone)
        if local.date() == now.date():
            return format_time(local, "HH:mm", locale=self._locale)
        return format_date(local, "d MMM" if local.year == now.year else "d MMM yyyy", locale=self._locale)

    def full_time(self, at: datetime) -> str:
        return format_datetime(at.astimezone(self._zone), "EEEE, d MMMM yyyy, HH:mm", locale=self._locale)


def initials(name: str) -> str:
    """Of the first and the last word."""
    words = name.split()
    return "".join(word[0] for word in (words if len(words) < 2 else [words[0], words[-1]])).upper() or "?"


def face_color(name: str) -> str:
    """Always the same for the same name, never gray."""
    return COLORS[1 + crc32(name.encode()) % (len(COLORS) - 1)]


class Errors(dict[str, str]):
    """What is wrong by field; a field without a fault has an empty one."""

    def __missing__(self, path: str) -> str:
        return ""


def errors_by_path(faults: Iterable[Fault]) -> Errors:
    errors = Errors()
    for fault in faults:
        sentence = fault.message[:1].upper() + fault.message[1:]
        errors[fault.path] = f"{errors[fault.path]}. {sentence}" if fault.path in errors else sentence
    return errors


def browser_name(agent: str) -> str:
    """The browser and system of a user agent, as far as its words can be trusted."""
    browsers = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"))
    browser = next((name for mark, name in browsers if mark in agent), "Another program")
    system = next((name for mark, name in systems if mark in agent), "")
    return f"{browser} on {system}" if system else browser
