"""Plugins put into the catalog: at the first start all that are there, later what is new or has changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from packaging.version import InvalidVersion, Version

from kith_core.access import Principal
from kith_core.database import Database
from kith_core.problems import Conflict, Invalid, Problem
from kith_core.schema.catalogs import CatalogStore
from kith_metadata.catalog import Catalog
from kith_metadata.faults import Fault
from kith_metadata.loading import LoadedPlugin
from kith_metadata.parts import Layer, plugin_id

if TYPE_CHECKING:
    # The service calls this module; it is handed in.
    from kith_core.schema.service import PlanService

_MOST_TRIES = 20
_EVER = "select distinct layer from kith_definition"


async def install_plugins(
    plugins: Iterable[LoadedPlugin], plans: "PlanService", catalogs: CatalogStore, database: Database
) -> tuple[Fault, ...]:
    """Answers with what kept a plugin from being installed; the others are. Processes that start together do it once."""
    await plans.tidy()
    listed = tuple(plugins)
    for _ in range(_MOST_TRIES):
        catalog = await catalogs.refresh()
        ever = {row["layer"] for row in await database.fetch(_EVER)}
        changes = [install_change(plugin) for plugin in listed if _is_news(plugin, catalog, ever)]
        try:
            return await _install(changes, plans)
        except Conflict as conflict:
            if conflict.code not in ("stale_plan", "busy"):
                raise
    raise Conflict("The plugins could not be installed: other changes were always faster.", code="busy")


def install_change(plugin: LoadedPlugin) -> Mapping[str, Any]:
    """The change that puts a plugin in, or in the place of its former version."""
    return {"kind": "install_plugin", "plugin": plugin.manifest.name, "layer": plugin.layer}


async def _install(changes: Sequence[Mapping[str, Any]], plans: "PlanService") -> tuple[Fault, ...]:
    """All in one version; where one cannot be, each by itself."""
    try:
        await _apply(changes, plans)
    except Problem as problem:
        if _is_a_race(problem):
            raise
        if len(changes) == 1:
            return _faults(changes[0], problem)
        return tuple([fault for change in changes for fault in await _install([change], plans)])
    return ()


async def _apply(changes: Sequence[Mapping[str, Any]], plans: "PlanService") -> None:
    if changes:
        plan = await plans.plan(changes, "", Principal.system)
        await plans.apply(plan.id, Principal.system)


def _is_a_race(problem: Problem) -> bool:
    return isinstance(problem, Conflict) and problem.code in ("stale_plan", "busy")


def _faults(change: Mapping[str, Any], problem: Problem) -> tuple[Fault, ...]:
    if isinstance(problem, Invalid) and problem.faults:
        return problem.faults
    wanted = "definitions that go together with what is there"
    return (Fault(code=problem.code, where=change["plugin"], path="", found=problem.detail, wanted=wanted),)


def _is_news(plugin: LoadedPlugin, catalog: Catalog, ever: set[str]) -> bool:
    """Never there before, or there in another form; one that was removed comes back only when somebody says so."""
    name = plugin.manifest.name
    installed = catalog.layers.get(name)
    if installed is None:
        return name not in ever
    part = plugin_id(name)
    if _version(plugin.layer, part) < _version(installed, part):
        return False
    return any(installed.get(part_id) != content for part_id, content in plugin.layer.items()) or any(
        part_id not in plugin.layer and not content.get("retired") for part_id, content in installed.items()
    )


def _version(layer: Layer, part: str) -> Version:
    try:
        return Version(str(layer.get(part, {}).get("version", "0")))
    except InvalidVersion:
        return Version("0")
