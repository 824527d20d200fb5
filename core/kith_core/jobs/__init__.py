"""Work that outlives a request: enqueued with the change that asks for it, done by the worker process."""

from kith_core.jobs.jobs import Handler, Jobs
from kith_core.jobs.schema import prepare

__all__ = ["Handler", "Jobs", "prepare"]
