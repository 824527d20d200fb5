"""The worker process: the only one that holds DBOS."""

import asyncio
import logging
import os
import signal
import socket
import time
from collections.abc import Mapping
from concurrent.futures import Future
from typing import Any

import asyncpg
from dbos import DBOS, DBOSConfig

from kith_core.jobs.jobs import Jobs
from kith_core.jobs.names import QUEUE, SCHEMA, VERSION, WORKFLOW
from kith_core.jobs.presence import Presence
from kith_core.jobs.schema import sqlalchemy_url
from kith_core.settings import Settings
from kith_core.site import Site

POOL_SIZE = 5
POLL = 0.1
LOOK_AROUND = 2.0
"""Seconds between two looks for runs that a dead worker left."""
PATIENCE = 5.0
"""Seconds a worker that is told to stop waits for the runs it is in; what is left is taken up by the next worker."""

EXECUTOR_ID = f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}"
"""Of this process and no other, ever: a process's number comes again, its start does not."""

log = logging.getLogger(__name__)


async def run_worker(settings: Settings) -> None:
    """Works until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    site = await Site.open(settings)
    presence = Presence(site.database.url, EXECUTOR_ID)
    running: set[Future[None]] = set()
    try:
        # The lock is there before the first run can be taken: no other worker must believe this one dead.
        await presence.keep()
        await asyncio.to_thread(_launch, site.database.url, loop, site.jobs, running)
        log.info("The worker is ready.")
        await _look_around(presence, stop)
        await _let_finish(running)
    finally:
        await presence.close()
        await site.close()
    # Threads that still wait for a run must not keep the process: the run is not finished, and stays so in the queue.
    os._exit(0)


def _launch(url: str, loop: asyncio.AbstractEventLoop, jobs: Jobs, running: set[Future[None]]) -> None:
    config: DBOSConfig = {
        "name": "kith",
        "system_database_url": sqlalchemy_url(url),
        "sys_db_pool_size": POOL_SIZE,
        "dbos_system_schema": SCHEMA,
        "application_version": VERSION,
        "executor_id": EXECUTOR_ID,
        "log_level": "WARNING",
    }
    DBOS(config=config)

    def job(name: str, payload: Mapping[str, Any]) -> None:
        # DBOS calls in a thread of its own; the site lives in the loop of this process.
        future = asyncio.run_coroutine_threadsafe(jobs.run_here(name, payload), loop)
        running.add(future)
        try:
            future.result()
        finally:
            running.discard(future)

    DBOS.workflow(name=WORKFLOW)(job)
    DBOS.launch()
    DBOS.register_queue(QUEUE, polling_interval_sec=POLL, on_conflict="always_update")


async def _look_around(presence: Presence, stop: asyncio.Event) -> None:
    """Takes up what dead workers left, at the start and from time to time, until told to stop."""
    while not stop.is_set():
        try:
            if dead := await presence.dead():
                await asyncio.to_thread(DBOS._recover_pending_workflows, dead)  # noqa: SLF001  # has no public name; a test holds it
        except (asyncpg.PostgresError, OSError) as error:
            log.warning("The worker lost its connection and tries again: %s", error)
        try:
            await asyncio.wait_for(stop.wait(), LOOK_AROUND)
        except TimeoutError:
            continue


async def _let_finish(running: set[Future[None]]) -> None:
    if running:
        await asyncio.wait([asyncio.wrap_future(future) for future in running], timeout=PATIENCE)
