"""Up to a thousand operations in one call: all or nothing, or each by itself."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Literal
from uuid import UUID

import asyncpg
import msgspec

from kith_core.problems import Invalid, Problem
from kith_core.records.changing import change, read_changes
from kith_core.records.clashes import Clash, explained
from kith_core.records.creating import insert, read_new
from kith_core.records.layout import Layout
from kith_core.records.query import Record
from kith_core.records.reading import Reading
from kith_core.records.trashing import restore, trash
from kith_core.records.work import Work
from kith_metadata.faults import Fault

MOST_OPERATIONS = 1_000
RIGHTS = {"create": "create", "change": "change", "trash": "trash", "restore": "trash"}


class Operation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the four things to do to a record; `version` is what If-Match is to a single call."""

    op: Literal["create", "change", "trash", "restore"]
    id: UUID | None = None
    values: dict[str, Any] = {}
    version: int | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What became of one operation."""

    op: str
    record: Record | None = None
    problem: Problem | None = None


Act = Callable[[Work], Awaitable[Record]]


class Batch:
    """Operations on one entity, read before anything is locked."""

    def __init__(self, layout: Layout, operations: Sequence[Operation], reading: Reading) -> None:
        self._layout, self._operations, self._reading = layout, operations, reading

    def prepared(self) -> list[Act | Problem]:
        """What to do for each operation, or why it cannot be done."""
        return [self._prepared(number, operation) for number, operation in enumerate(self._operations)]

    async def run(self, work: Work, prepared: Sequence[Act | Problem], *, atomic: bool) -> list[Outcome]:
        """Each in a savepoint of its own, so that every fault of the batch is found."""
        outcomes = [
            await self._one(work, number, act) for number, act in enumerate(prepared)
        ]
        if atomic and any(outcome.problem for outcome in outcomes):
            raise _gathered(outcomes)
        return outcomes

    async def _one(self, work: Work, number: int, act: Act | Problem) -> Outcome:
        op = self._operations[number].op
        if isinstance(act, Problem):
            return Outcome(op, problem=act)
        try:
            async with work.connection.transaction():
                return Outcome(op, record=await act(work))
        except Clash as clash:
            return Outcome(op, problem=await explained(clash, work.connection.fetch))
        except asyncpg.DataError as error:
            return Outcome(op, problem=Invalid(f"A value cannot be stored: {error}.", code="unstorable"))
        except Problem as problem:
            return Outcome(op, problem=problem)

    def _prepared(self, number: int, operation: Operation) -> Act | Problem:
        layout, record_id = self._layout, operation.id
        try:
            if operation.op == "create":
                values = read_new(self._reading, operation.values, "json")
                return lambda work: insert(work, layout, values, record_id)
            if record_id is None:
                raise Invalid("", Fault(code="required", path="id", found="nothing", wanted="the id of a record"))
            if operation.op == "change":
                given = read_changes(self._reading, operation.values, "json")
                return lambda work: change(work, layout, record_id, given, base_version=operation.version)
            if operation.op == "trash":
                return lambda work: trash(work, layout, record_id, version=operation.version)
            return lambda work: restore(work, layout, record_id)
        except Problem as problem:
            return problem


def check_size(operations: Sequence[Operation]) -> None:
    if len(operations) > MOST_OPERATIONS:
        raise Invalid("", Fault(
            code="too_many", path="operations", found=f"{len(operations):,}", wanted=f"at most {MOST_OPERATIONS:,}",
            mend="send them in several calls, or import a file",
        ))


def _gathered(outcomes: Sequence[Outcome]) -> Problem:
    """One problem of all; it has the status of the first."""
    faults: list[Fault] = []
    first: Problem | None = None
    for number, outcome in enumerate(outcomes):
        if outcome.problem is not None:
            first = first or outcome.problem
            faults += _placed(outcome.problem, number)
    assert first is not None
    return type(first)(f"Nothing was written: {len(faults)} faults.", *faults, code=first.code)


def _placed(problem: Problem, number: int) -> list[Fault]:
    where = f"operations[{number}]"
    if not problem.faults:
        return [Fault(code=problem.code, path="", where=where, found=problem.detail.rstrip("."), wanted="an operation that can be done")]
    return [msgspec.structs.replace(fault, where=where) for fault in problem.faults]
