"""The same SQL without any server in between: what the database itself allows."""

import asyncio
import re
import tempfile
from pathlib import Path

import msgspec

CONNECTIONS = 8


class Script(msgspec.Struct, frozen=True):
    """A statement with `$1`, `$2`, ... and, in turn, the texts that stand for them."""

    sql: str
    arguments: list[list[str]]


class PgbenchError(Exception):
    """pgbench could not run a script."""


async def transactions(pgbench: Path, url: str, script: Script, seconds: float) -> float:
    """Transactions a second over 8 connections, prepared statements, nothing printed."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = _write(Path(folder), script)
        process = await asyncio.create_subprocess_exec(
            pgbench, "--no-vacuum", "--protocol=prepared", f"--client={CONNECTIONS}", "--jobs=1",
            f"--time={max(round(seconds), 1)}", *arguments, url,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )
        output, errors = await process.communicate()
    rate = re.search(rb"tps = ([\d.]+)", output)
    if process.returncode or rate is None:
        raise PgbenchError(errors.decode(errors="replace"))
    return float(rate[1])


def _write(folder: Path, script: Script) -> list[str]:
    """One file for each row of arguments, since pgbench's own variables are numbers; answers with its options."""
    options: list[str] = []
    for number, values in enumerate(script.arguments):
        file = folder / f"{number}.sql"
        one_line = " ".join(script.sql.split())
        file.write_text(re.sub(r"\$(\d+)", rf":v{number}_\1", one_line) + "\n", encoding="utf-8")
        options.append(f"--file={file}")
        options += [f"--define=v{number}_{place}={value}" for place, value in enumerate(values, 1)]
    return options
