"""Which plugins go together: versions, and the order in which each stands on others."""

from collections.abc import Mapping

from packaging.specifiers import SpecifierSet

from kith_core.plugins.seams import PLUGINS
from kith_metadata.definitions import Manifest
from kith_metadata.report import Report


def placeable(manifests: Mapping[str, Manifest], kith: str, report: Report) -> list[str]:
    """The plugins whose requirements are there, each after those it builds on; the rest is reported."""
    fitting = {name for name, manifest in manifests.items() if _fits(manifest, manifests, kith, report)}
    order: list[str] = []
    while ready := sorted(name for name in fitting if name not in order and _ready(manifests[name], fitting, order)):
        order += ready
    for name in sorted(fitting - set(order)):
        wanted = (*manifests[name].requires, *manifests[name].optional)
        missing = ", ".join(f"`{other}`" for other in wanted if other in manifests and other not in order)
        found = f"{missing}, which is broken or waits for `{name}` itself"
        report.at(f"{PLUGINS.group}: {name}").add("requires", "requires", found, "plugins that work, and no circle of them")
    return order


def _fits(manifest: Manifest, manifests: Mapping[str, Manifest], kith: str, report: Report) -> bool:
    """Reports each requirement that is not there, or not in a version that fits."""
    place, fits = report.at(f"{PLUGINS.group}: {manifest.name}"), True
    versions = {"kith": kith, **{name: other.version for name, other in manifests.items()}}
    for kind, ranges in (("requires", manifest.requires), ("optional", manifest.optional)):
        for name, wanted in ranges.items():
            there = versions.get(name)
            if there is None and kind == "requires":
                place.add("requires", f"{kind}.{name}", "nothing", f"`{name}` {wanted}", f"install `{name}`")
            elif there is not None and not SpecifierSet(wanted).contains(there, prereleases=True):
                place.add("requires", f"{kind}.{name}", f"`{name}` {there}", f"`{name}` {wanted}", "install one that fits")
            else:
                continue
            fits = False
    return fits


def _ready(manifest: Manifest, fitting: set[str], order: list[str]) -> bool:
    """Optional plugins come first too, where they can be used at all and do not wait for this one."""
    wanted = [name for name in manifest.requires if name != "kith"]
    return all(name in order for name in wanted) and all(
        name in order for name in manifest.optional if name in fitting and name not in wanted
    )
