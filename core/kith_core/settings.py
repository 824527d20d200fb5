"""What a site is told from outside, by environment variables named `KITH_...`."""

import os
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from babel.numbers import list_currencies

from kith_core.database.address import parse_address
from kith_core.problems import Invalid
from kith_metadata.faults import Fault, ValueFault

T = TypeVar("T")
Network = IPv4Network | IPv6Network


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """`database_url` empty means the PostgreSQL that Kith brings along, with its data under `home`."""

    home: Path
    database_url: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    pool_size: int = 8
    url: str = ""
    """How browsers reach the site; empty means as they come in."""
    timezone: ZoneInfo = ZoneInfo("UTC")
    currency: str = "EUR"
    locale: str = "en"
    admin_email: str = ""
    admin_password: str = ""
    secret_key_file: Path
    trusted_proxies: tuple[Network, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Raises `Invalid` with every variable that cannot be read."""
        variables = os.environ if environment is None else environment
        reader = _Reader(variables)
        home = reader.read("KITH_HOME", _path, Path.home() / ".kith")
        settings = cls(
            home=home,
            database_url=reader.read("KITH_DATABASE_URL", _database_url, ""),
            host=reader.read("KITH_HOST", str, "127.0.0.1"),
            port=reader.read("KITH_PORT", _whole_number(1, 65535), 8000),
            workers=reader.read("KITH_WORKERS", _whole_number(1, 64), 1),
            pool_size=reader.read("KITH_POOL_SIZE", _whole_number(2, 100), 8),
            url=reader.read("KITH_URL", _url, ""),
            timezone=reader.read("KITH_TIMEZONE", _zone, ZoneInfo("UTC")),
            currency=reader.read("KITH_CURRENCY", _currency, "EUR"),
            admin_email=reader.read("KITH_ADMIN_EMAIL", str, ""),
            admin_password=reader.read("KITH_ADMIN_PASSWORD", str, ""),
            secret_key_file=reader.read("KITH_SECRET_KEY_FILE", _path, home / "secret-key"),
            trusted_proxies=reader.read("KITH_TRUSTED_PROXIES", _networks, ()),
        )
        reader.refuse()
        return settings


class _Reader:
    """Reads variables one by one and gathers what is wrong with them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._faults: list[Fault] = []

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        text = self._variables.get(name, "").strip()
        if not text:
            return default
        try:
            return parse(text)
        except ValueFault as fault:
            self._faults.append(fault.at("", where=name))
        except Invalid as problem:
            self._faults.extend(problem.faults)
        return default

    def refuse(self) -> None:
        if self._faults:
            raise Invalid("The settings cannot be used.", *self._faults)


def _path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def _database_url(text: str) -> str:
    return parse_address(text).url


def _whole_number(lowest: int, highest: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if text.isascii() and text.isdigit() and lowest <= int(text) <= highest:
            return int(text)
        raise ValueFault(code="setting", found=f"`{text}`", wanted=f"a whole number from {lowest} to {highest}")

    return parse


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme in {"http", "https"} and parts.netloc:
        return text.rstrip("/")
    raise ValueFault(code="setting", found=f"`{text}`", wanted="an address such as https://crm.example.org")


def _zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueFault(code="setting", found=f"`{text}`", wanted="a time zone such as Europe/Zurich") from error


def _currency(text: str) -> str:
    if text.upper() in list_currencies():
        return text.upper()
    raise ValueFault(code="setting", found=f"`{text}`", wanted="a currency such as EUR")


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(part.strip(), strict=False) for part in text.split(",") if part.strip())
    except ValueError as error:
        wanted = "addresses or networks, separated by commas, such as 10.0.0.0/8"
        raise ValueFault(code="setting", found=f"`{text}`", wanted=wanted) from error
