"""Changes of whole plugins."""

from collections.abc import Mapping
from typing import Any

from kith_metadata.changes.draft import Draft
from kith_metadata.definitions import PluginState
from kith_metadata.notation.schema import nearest, one_of
from kith_metadata.parts import ADMIN, ENGINE, Layer, kind_of, plugin_id
from kith_metadata.report import Report
from kith_metadata.stack import Stack, requirements


def enable(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Switches a plugin on, with everything it had."""
    states = _states(draft)
    if plugin := _find(states, change["plugin"], report):
        _check_requirements(plugin.name, plugin.requires, states, report)
        draft.set_plugin(plugin.name, enabled=True)


def disable(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Switches a plugin off; nothing of it is lost."""
    states = _states(draft)
    if plugin := _find(states, change["plugin"], report):
        _check_dependents(plugin, states, report, "switch off")
        draft.set_plugin(plugin.name, enabled=False)


def remove(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Takes a plugin's definitions away; its tables, and what the admin made of it, wait for its return."""
    states = _states(draft)
    if plugin := _find(states, change["plugin"], report):
        _check_dependents(plugin, states, report, "remove")
        draft.replace_layer(plugin.name, None)


def install(draft: Draft, change: Mapping[str, Any], report: Report) -> None:
    """Puts a plugin's layer, as loaded from its files, in the place of the one before."""
    name: str = change["plugin"]
    layer: Layer = change["layer"]
    plugin = layer.get(plugin_id(name), {})
    if name in (ENGINE, ADMIN) or not plugin:
        report.add("unknown_plugin", "plugin", f"`{name}`", f"a layer that holds `{plugin_id(name)}`")
        return
    _check_requirements(name, requirements(plugin), _states(draft), report)
    _check_renames(draft, name, layer, report)
    kept = {part_id: part for part_id, part in layer.items() if part}
    draft.replace_layer(name, {**_dropped(draft, name, layer), **kept})


def _states(draft: Draft) -> dict[str, PluginState]:
    return {plugin.name: plugin for plugin in Stack(draft.layers).plugins}


def _find(states: Mapping[str, PluginState], name: str, report: Report) -> PluginState | None:
    if name not in states:
        report.add("unknown_plugin", "plugin", f"`{name}`", f"a plugin: {one_of(states)}", nearest(name, states))
    return states.get(name)


def _check_requirements(
    name: str, required: tuple[str, ...], states: Mapping[str, PluginState], report: Report
) -> None:
    for other in required:
        if other not in states:
            report.add("requires", "plugin", f"`{name}`, which requires `{other}`", f"`{other}`", f"install `{other}` first")
        elif name in states[other].requires:
            report.add("cycle", "plugin", f"`{name}` and `{other}`, each of which requires the other", "one of them first")
        elif not states[other].enabled:
            mend = f"switch `{other}` on first"
            report.add("requires", "plugin", f"`{name}`, which requires `{other}`", f"`{other}` switched on", mend)


def _check_dependents(plugin: PluginState, states: Mapping[str, PluginState], report: Report, verb: str) -> None:
    dependents = [other.name for other in states.values() if other.enabled and plugin.name in other.requires]
    if dependents:
        names = ", ".join(f"`{name}`" for name in dependents)
        wanted = "a plugin that no other requires"
        report.add("required_by", "plugin", f"`{plugin.name}`, which {names} requires", wanted, f"{verb} {names} first")


def _dropped(draft: Draft, name: str, layer: Layer) -> dict[str, dict[str, Any]]:
    """What the new version no longer has leaves every screen, and keeps its values."""
    former = draft.layers.get(name, {})
    gone = {part_id: part for part_id, part in former.items() if part_id not in layer and kind_of(part_id) != "plugin"}
    return {part_id: {**part, "retired": True} for part_id, part in gone.items() if "key" in part}


def _check_renames(draft: Draft, name: str, layer: Layer, report: Report) -> None:
    """A part renamed twice must name the key it was born with, else its values would be taken for another's."""
    former = draft.layers.get(name, {})
    by_key = {(kind_of(part_id), part.get("key")): part_id for part_id, part in former.items()}
    for part_id, part in layer.items():
        for old in part.get("was", ()):
            born = by_key.get((kind_of(part_id), old))
            if born and born != part_id and part_id not in former and born not in layer:
                mend = f"add `{born.rpartition('.')[2]}` to the end of its `was`"
                report.add("was", part_id, f"`was: {old}`, itself a new name", "all former keys, the first one last", mend)
