"""All findings of a plan, the worst first, and whether they got worse since it was shown."""

from collections.abc import Iterable

from kith_core.database import Database
from kith_core.schema.draft import Draft
from kith_core.schema.findings.conversions import conversion_findings
from kith_core.schema.findings.parts import part_findings, references_of
from kith_core.schema.findings.tables import table_findings
from kith_core.schema.findings.values import value_findings
from kith_core.schema.findings.wording import MaySee
from kith_core.schema.plan import Finding

__all__ = ["gather", "references_of", "worse"]

_ORDER = {"blocker": 0, "warning": 1, "info": 2}
LOSING = frozenset({"not_convertible", "no_way_back"})
"""Where more records than shown would mean values that nobody agreed to lose from sight."""


async def gather(draft: Draft, database: Database, may_see: MaySee) -> tuple[Finding, ...]:
    found = [
        *await conversion_findings(draft, database, may_see),
        *await value_findings(draft, database, may_see),
        *table_findings(draft),
        *await part_findings(draft, database),
    ]
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


def worse(shown: Iterable[Finding], found: Iterable[Finding]) -> list[Finding]:
    """What whoever agreed to the plan has not seen: another thing to know, or more values out of sight."""
    counts = {(finding.code, finding.part): finding.count for finding in shown}
    return [finding for finding in found if finding.severity != "info" and _is_news(finding, counts)]


def _is_news(finding: Finding, counts: dict[tuple[str, str], int]) -> bool:
    known = counts.get((finding.code, finding.part))
    return known is None or (finding.code in LOSING and finding.count > known)
