"""The layers in their order: who is switched on, who owns a part, what a part is once all have had their say."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from kith_metadata.definitions import PluginState
from kith_metadata.parts import ADMIN, ENGINE, Layer, Layers, Part, belongs_to_admin, defines, plugin_id


class Stack:
    """The layers in their order, and which of them take part."""

    def __init__(self, layers: Layers) -> None:
        self.layers = layers
        self.engine: Layer = layers.get(ENGINE, {})
        self.names = tuple(name for name in layers if name != ENGINE)

    @cached_property
    def plugins(self) -> tuple[PluginState, ...]:
        """Every plugin of the layers; one whose requirements are not there is off, whatever was asked for."""
        states: dict[str, PluginState] = {}
        for name in self.names:
            if name != ADMIN:
                states[name] = self._plugin(name, states)
        return tuple(states.values())

    @cached_property
    def disabled(self) -> frozenset[str]:
        return frozenset(plugin.name for plugin in self.plugins if not plugin.enabled)

    def owner(self, part_id: str) -> str | None:
        """The first layer that defines the part; None when only overrides or its place in the database remain."""
        if belongs_to_admin(part_id):
            return ADMIN if defines(part_id, self.layers.get(ADMIN, {}).get(part_id, {})) else None
        for name in self.names:
            part = self.layers[name].get(part_id)
            if part is not None and name != ADMIN and defines(part_id, part):
                return name
        return None

    def effective(self, part_id: str, owner: str, *, below_admin: bool = False) -> dict[str, Any]:
        """The part with every layer's word, later over earlier; or as it would be without the admin's."""
        merged = {**self.engine.get(part_id, {}), **self.layers[owner].get(part_id, {})}
        for part in self._overrides(part_id, owner, below_admin):
            if "type" in part:
                # The properties of another type say nothing about this one.
                merged = {path: value for path, value in merged.items() if not path.startswith("properties.")}
            merged.update(part)
        return merged

    def _overrides(self, part_id: str, owner: str, below_admin: bool) -> Iterator[Part]:
        above = False
        for name in self.names:
            if name == ADMIN and below_admin:
                return
            if above and name not in self.disabled and (part := self.layers[name].get(part_id)):
                yield part
            above = above or name == owner

    def _plugin(self, name: str, lower: Mapping[str, PluginState]) -> PluginState:
        part = {**self.layers[name].get(plugin_id(name), {}), **self.layers.get(ADMIN, {}).get(plugin_id(name), {})}
        requires = requirements(part)
        missing = tuple(other for other in requires if other not in lower or not lower[other].enabled)
        return PluginState(
            name=name,
            label=part.get("label", name),
            version=part.get("version", ""),
            description=part.get("description", ""),
            icon=part.get("icon", "puzzle"),
            position=part.get("position", 0),
            enabled=part.get("enabled", True) and not missing,
            requires=requires,
            missing=missing,
        )


def requirements(plugin: Part) -> tuple[str, ...]:
    """The plugins a plugin cannot do without."""
    names = (path.removeprefix("requires.") for path in plugin if path.startswith("requires."))
    return tuple(name for name in names if name != "kith")


def wishes(plugin: Part) -> tuple[str, ...]:
    """The plugins a plugin uses when they are there."""
    return tuple(path.removeprefix("optional.") for path in plugin if path.startswith("optional."))


def ordered(layers: Layers) -> Layers:
    """The same layers, engine first, then each plugin after those it builds on, the admin's last."""
    done: dict[str, Layer] = {ENGINE: layers.get(ENGINE, {})}

    def place(name: str, path: tuple[str, ...]) -> None:
        if name in done or name in path or name not in layers:
            return
        plugin = layers[name].get(plugin_id(name), {})
        for other in sorted((*requirements(plugin), *wishes(plugin))):
            place(other, (*path, name))
        done[name] = layers[name]

    for name in sorted(layers.keys() - {ENGINE, ADMIN}):
        place(name, ())
    done[ADMIN] = layers.get(ADMIN, {})
    return done
