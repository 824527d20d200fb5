"""What lies where in the home, and how the server sees it."""

import hashlib
import os
import secrets
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

import msgspec

from kith_core.database.embedded.account import Account, server_account
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

LONGEST_SOCKET_FOLDER = 80
"""Systems cut the path of a socket at 104 bytes or more, and its name takes 20."""

USER = DATABASE = "kith"


class Layout(msgspec.Struct, frozen=True):
    """`account` is whom the server runs as, None for ourselves."""

    home: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def sockets(self) -> Path:
        """Inside the data, so that whoever may enter one may enter the other."""
        return self.data / "run"

    @property
    def seen_data(self) -> str:
        """The data as the server names it.

        As another account it may not be able to enter the home's parents (`/root`). Its working folder is the data
        already, set before the rights went; this name leads there without passing any parent.
        """
        return "/proc/self/cwd" if self.account else str(self.data)

    @property
    def seen_sockets(self) -> str:
        return f"{self.seen_data}/run" if self.account else str(self.short_sockets())

    def short_sockets(self) -> Path:
        """The folder of the socket for clients: by a short link where the path is too long for a socket."""
        if len(os.fsencode(self.sockets)) <= LONGEST_SOCKET_FOLDER:
            return self.sockets
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        folder = Path(tempfile.gettempdir()) / f"kith-{os.geteuid()}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid() or folder.stat().st_mode & 0o077:
            raise _not_ours(folder)
        link = folder / digest
        if not link.is_symlink():
            link.symlink_to(self.sockets)
        return link

    @property
    def url(self) -> str:
        host = quote(str(self.short_sockets()), safe="")
        return f"postgresql://{USER}:{self.password()}@/{DATABASE}?host={host}"

    def password(self) -> str:
        """Made once, readable by Kith alone."""
        path = self.home / "postgres-password"
        if not path.exists():
            half = path.with_suffix(".new")
            half.touch(mode=0o600)
            half.write_text(secrets.token_urlsafe(32))
            half.rename(path)
        return path.read_text().strip()


def lay_out(home: Path) -> Layout:
    """The home with its layout; made if it is not there, never changed if it is."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
        (home / "owner.lock").touch(mode=0o600)
    except OSError as error:
        raise Unavailable(
            f"The folder {home} cannot be used.",
            Fault(
                code="home", where="KITH_HOME", path=str(home), found=error.strerror or str(error),
                wanted="a folder that Kith may write to", mend="choose another KITH_HOME",
            ),
        ) from error
    account = server_account(home / "postgres")
    if account and not sys.platform.startswith("linux"):
        raise Unavailable("PostgreSQL does not run as root here: start Kith as another user.", code="root")
    return Layout(home.resolve(), account)


def _not_ours(folder: Path) -> Unavailable:
    return Unavailable(
        f"The folder {folder} is not safe to use.",
        Fault(
            code="socket_folder", where=str(folder), path="", found="a folder open to others", wanted="one of our own",
            mend="remove it, or choose a KITH_HOME with a shorter path",
        ),
    )
