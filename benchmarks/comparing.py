"""Two servers under the same load in turn, so that what else the machine does falls on both."""

import itertools
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.http import HOST
from benchmarks.load.task import Task, run
from benchmarks.pgbench import CONNECTIONS, Script, transactions
from benchmarks.servers import Server

ROUNDS = 5
WANTED_SHARE = 0.6
"""Of what pgbench reaches; a yardstick below it would flatter us."""


class Workload(msgspec.Struct, frozen=True):
    """The same act asked of both; `floor` is the yardstick's cheapest request, without the database."""

    name: str
    kith: list[bytes]
    handwritten: list[bytes]
    floor: list[bytes]
    script: Script


class Side(msgspec.Struct):
    """What one server did in each round."""

    rates: list[float] = []
    milliseconds: list[float] = []
    processor: list[float] = []
    """Milliseconds of its processes' time an answer: hardly moved by what else runs."""

    @property
    def rate(self) -> float:
        return median(self.rates)


class Comparison(msgspec.Struct, frozen=True):
    name: str
    kith: Side
    handwritten: Side
    floor: Side
    pgbench: list[float]

    @property
    def times(self) -> float:
        """How many times the hand-written cost Kith takes: the middle of the rounds."""
        return median(_ratios(self.handwritten.rates, self.kith.rates))

    @property
    def processor_times(self) -> float:
        return median(_ratios(self.kith.processor, self.handwritten.processor))

    @property
    def share(self) -> float:
        """Of pgbench's rate, that the yardstick reaches."""
        return median(_ratios(self.handwritten.rates, self.pgbench))

    @property
    def attainable_share(self) -> float:
        """Of what an empty request and the statement, one after the other, leave possible."""
        attainable = [1 / (1 / empty + 1 / bare) for empty, bare in zip(self.floor.rates, self.pgbench, strict=True)]
        return median(_ratios(self.handwritten.rates, attainable))


def _ratios(above: list[float], below: list[float]) -> list[float]:
    return [one / other for one, other in zip(above, below, strict=True)]


class Ring:
    """The two servers and the bare database, loaded in turn."""

    def __init__(self, kith: Server, handwritten: Server, pgbench: Path, database: str, seconds: float) -> None:
        self._kith, self._handwritten = kith, handwritten
        self._pgbench, self._database = pgbench, database
        self._seconds = seconds
        self._numbers = itertools.count(step=1_000_000)

    async def compare(self, work: Workload) -> Comparison:
        """Warms everything up, then measures it round by round, each time in the other order."""
        kith, handwritten, floor = Side(), Side(), Side()
        await self._load(self._kith, work.kith, Side())
        await self._load(self._handwritten, work.handwritten, Side())
        bare: list[float] = []
        for number in range(ROUNDS):
            turns = [(self._kith, work.kith, kith), (self._handwritten, work.handwritten, handwritten)]
            for turn in turns if number % 2 else reversed(turns):
                await self._load(*turn)
            await self._load(self._handwritten, work.floor, floor)
            bare.append(await transactions(self._pgbench, self._database, work.script, self._seconds))
        return Comparison(work.name, kith, handwritten, floor, bare)

    async def _load(self, server: Server, requests: list[bytes], side: Side) -> None:
        task = Task(HOST, server.port, CONNECTIONS, self._seconds, requests, next(self._numbers) % 100_000_000)
        used = server.family.processor_seconds()
        outcome = await run(task)
        side.rates.append(outcome.rate)
        side.milliseconds.append(outcome.middle * 1000)
        side.processor.append((server.family.processor_seconds() - used) * 1000 / outcome.answers)
