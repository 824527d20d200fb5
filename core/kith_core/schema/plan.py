"""What people and clients see of a change: the plan before, the revision after."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

Severity = Literal["info", "warning", "blocker"]
Status = Literal["ready", "applied", "failed"]
Change = Mapping[str, Any]


class Step(msgspec.Struct, frozen=True):
    """One thing that applying does, in plain words, with the SQL that does it; no SQL where only definitions change."""

    title: str
    sql: str = ""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """What to know before applying. `part` names the definition it is about; a blocker must be solved first."""

    severity: Severity
    code: str
    message: str
    count: int = 0
    samples: tuple[Mapping[str, Any], ...] = ()
    part: str = ""


class Reference(msgspec.Struct, frozen=True):
    """A definition that rests on a part which the plan takes away or moves."""

    part: str
    path: str
    words: str
    uses: str


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """A change worked out but not made. `summary` says the changes as sentences."""

    id: UUID
    base_revision: int
    changes: tuple[Change, ...]
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    references: tuple[Reference, ...]
    reason: str = ""
    summary: tuple[str, ...] = ()
    status: Status = "ready"
    revision: int | None = None

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """What must be solved before it can be applied."""
        return tuple(finding for finding in self.findings if finding.severity == "blocker")


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that was applied: one link of the log."""

    number: int
    at: datetime
    by: UUID | None
    reason: str
    changes: tuple[Change, ...]
    hash: str
    summary: tuple[str, ...] = ()


def without_layers(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes as people read them: a plugin's definitions by name and version, not one by one."""
    return tuple(_shortened(change) if "layer" in change else change for change in changes)


def _shortened(change: Change) -> Change:
    plugin = change["layer"].get(f"plugin:{change['plugin']}", {})
    return {"kind": change["kind"], "plugin": change["plugin"], "version": plugin.get("version", "")}
