"""Which database an URL means, in words without its password."""

from urllib.parse import parse_qs, urlsplit

import msgspec

from kith_core.problems import Invalid
from kith_metadata.faults import Fault

WANTED = "an address such as postgresql://user:password@host:5432/name"


class Address(msgspec.Struct, frozen=True):
    url: str
    place: str
    """The host with its port, or the folder of the socket."""
    database: str

    def __str__(self) -> str:
        return f"{self.database} at {self.place}"

    def of(self, database: str) -> str:
        """The URL of another database of the same server."""
        return urlsplit(self.url)._replace(path=f"/{database}").geturl()


def parse_address(url: str) -> Address:
    """Raises `Invalid` for what is no address of a PostgreSQL database."""
    try:
        parts = urlsplit(url)
        host = parse_qs(parts.query).get("host", [parts.hostname or "localhost"])[0]
        port = parts.port or 5432
    except ValueError as error:
        raise _not_an_address(str(error)) from error
    name = parts.path.strip("/")
    if parts.scheme not in {"postgresql", "postgres"}:
        raise _not_an_address(f"the scheme `{parts.scheme}`")
    if not name:
        raise _not_an_address("no name of a database")
    return Address(url, host if host.startswith("/") else f"{host}:{port}", name)


def _not_an_address(found: str) -> Invalid:
    fault = Fault(code="database_url", where="KITH_DATABASE_URL", path="", found=found, wanted=WANTED)
    return Invalid("The address of the database cannot be read.", fault)
