"""Whom the server runs as: PostgreSQL refuses root."""

import os
import pwd
from pathlib import Path
from typing import Any

import msgspec

from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

CANDIDATES = ("kith", "postgres", "nobody")


class Account(msgspec.Struct, frozen=True):
    """Another account of this machine than the one Kith runs as."""

    name: str
    uid: int
    gid: int

    def arguments(self) -> dict[str, Any]:
        """For `subprocess`: run as this account and nothing else."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def own(self, path: Path) -> None:
        os.chown(path, self.uid, self.gid)


def server_account(data: Path) -> Account | None:
    """None when the server runs as Kith does; as root the data's owner, or an account without rights."""
    owner = data.stat().st_uid if data.exists() else None
    if os.geteuid() != 0:
        if owner not in {None, os.geteuid()}:
            raise _foreign(data, owner)
        return None
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if owner in {None, 0, entry.pw_uid}:
            return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    if owner:
        entry = pwd.getpwuid(owner)
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise Unavailable(
        "PostgreSQL does not run as root.",
        Fault(
            code="no_account", where="accounts of this machine", path="", found=f"none of {', '.join(CANDIDATES)}",
            wanted="an account without rights to run it", mend="start Kith as another user than root",
        ),
    )


def _foreign(data: Path, owner: int | None) -> Unavailable:
    return Unavailable(
        f"The data in {data} belongs to another account.",
        Fault(
            code="foreign_data", where=str(data), path="", found=f"owner {owner}", wanted=f"owner {os.geteuid()}",
            mend="start Kith as before (root, it seems), or choose another KITH_HOME",
        ),
    )
