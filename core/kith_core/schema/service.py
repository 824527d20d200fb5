"""Plans: worked out, kept, applied in three parts, undone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from kith_core.access import Access, Principal
from kith_core.clock import Clock
from kith_core.database import Connection, Database
from kith_core.problems import Conflict, NotFound, Problem
from kith_core.records.identifiers import new_id
from kith_core.schema import log, plans
from kith_core.schema.applying import applying
from kith_core.schema.catalogs import CatalogStore
from kith_core.schema.draft import UNDO, Draft, draft
from kith_core.schema.findings import gather, references_of, worse
from kith_core.schema.findings.wording import MaySee
from kith_core.schema.installing import install_plugins
from kith_core.schema.plan import Finding, Plan, Revision
from kith_core.schema.prepare import prepare
from kith_core.schema.steps import steps_of
from kith_core.schema.switch import check_base, switch
from kith_core.schema.tidying import tidy
from kith_core.settings import Settings
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import Fault
from kith_metadata.field_types import Context
from kith_metadata.loading import LoadedPlugin


class PlanService:
    """The one way by which definitions change."""

    def __init__(
        self, *, database: Database, catalogs: CatalogStore, access: Access, clock: Clock, settings: Settings
    ) -> None:
        self._database, self._catalogs, self._access = database, catalogs, access
        self._clock, self._settings = clock, settings

    async def start(self, plugins: Iterable[LoadedPlugin]) -> tuple[Fault, ...]:
        """Tidies up and installs what is new; answers with what kept a plugin from being installed."""
        return await install_plugins(plugins, self, self._catalogs, self._database)

    async def plan(self, changes: Sequence[Mapping[str, Any]], reason: str, principal: Principal) -> Plan:
        """Works the changes out and keeps the result; raises `Invalid` with every fault of them."""
        self._access.require(principal, "shape")
        worked_out = await self._draft(changes, await self._catalogs.refresh())
        plan = Plan(
            id=new_id(self._clock.now()),
            base_revision=worked_out.now.revision,
            changes=worked_out.changes,
            steps=steps_of(worked_out.summary, worked_out.work, worked_out.new, worked_out.physical),
            findings=await gather(worked_out, self._database, self._may_see(principal)),
            references=references_of(worked_out),
            reason=reason,
            summary=worked_out.summary,
        )
        await plans.save(self._database, plan, principal.account_id, self._clock.now())
        return plan

    async def undo(self, number: int, principal: Principal, reason: str = "") -> Plan:
        """The plan that takes a revision back, whatever came after it."""
        return await self.plan([{"kind": UNDO, "revision": number}], reason, principal)

    async def get(self, plan_id: UUID) -> Plan:
        return await plans.load(self._database, plan_id)

    async def revisions(self, limit: int = 50, before: int | None = None) -> tuple[Revision, ...]:
        """The log, newest first."""
        return await log.entries(self._database, limit, before)

    async def revision(self, number: int) -> Revision:
        if found := await log.entry(self._database, number):
            return found
        raise NotFound(f"There is no version {number}.")

    async def apply(self, plan_id: UUID, principal: Principal) -> Revision:
        """Makes the change, whole or not at all. Asked twice, it answers twice with the same revision."""
        self._access.require(principal, "shape")
        plan = await self.get(plan_id)
        if plan.revision is not None:
            return await self.revision(plan.revision)
        _refuse_blocked(plan.blockers)
        async with applying(self._database) as connection:
            revision = await self._apply(plan, principal, connection)
        await self._catalogs.at_least(revision.number)
        return revision

    async def tidy(self, patience: float = 0.0) -> None:
        """Puts away what a killed process left; nothing when another one is applying a plan right now."""
        try:
            async with applying(self._database, patience) as connection:
                await tidy(self._database, connection, await self._catalogs.refresh())
        except Conflict:
            return

    async def _apply(self, plan: Plan, principal: Principal, connection: Connection) -> Revision:
        await check_base(self._database, plan)
        now = await self._catalogs.refresh()
        await tidy(self._database, connection, now)
        try:
            worked_out = await self._draft(plan.changes, now)
            await self._check_findings(plan, worked_out, principal)
            prepared = await prepare(worked_out, self._database, connection)
            return await switch(plan, worked_out, prepared, self._database, principal.account_id, self._clock.now())
        except BaseException as error:
            await self._give_up(plan, error, connection)
            raise

    async def _give_up(self, plan: Plan, error: BaseException, connection: Connection) -> None:
        """What was prepared goes, as nobody has seen it; a switch that did go through is seen here, and stays."""
        if not isinstance(error, Problem) or error.code != "stale_plan":
            await plans.note_failure(self._database, plan.id, str(error) or type(error).__name__)
        await tidy(self._database, connection, await self._catalogs.refresh())

    async def _check_findings(self, plan: Plan, worked_out: Draft, principal: Principal) -> None:
        found = await gather(worked_out, self._database, self._may_see(principal))
        _refuse_blocked(tuple(finding for finding in found if finding.severity == "blocker"))
        if news := worse(plan.findings, found):
            detail = "The records changed since the preview: " + " ".join(finding.message for finding in news)
            raise Conflict(detail, code="findings_changed", findings=news)

    async def _draft(self, changes: Sequence[Mapping[str, Any]], now: Catalog) -> Draft:
        return await draft(changes, now, self._catalogs, self._database, self._context())

    def _context(self) -> Context:
        return Context(
            now=self._clock.now(), zone=self._settings.timezone, currency=self._settings.currency,
            locale=self._settings.locale,
        )  # fmt: skip

    def _may_see(self, principal: Principal) -> MaySee:
        def may_see(entity: Entity, field: Field) -> bool:
            return any(field.id == readable.id for readable in self._access.readable(principal, entity))

        return may_see


def _refuse_blocked(blockers: tuple[Finding, ...]) -> None:
    if blockers:
        detail = "Must be solved first: " + " ".join(finding.message for finding in blockers)
        raise Conflict(detail, code="blocked", findings=blockers)
