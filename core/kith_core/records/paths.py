"""Keys that people write, `organization.industry`, made fields: today's keys and former ones, in reach of who asks."""

from difflib import get_close_matches

from kith_core.access import Access, Principal
from kith_core.problems import Invalid
from kith_core.records.layout import Path
from kith_metadata.catalog import Catalog
from kith_metadata.definitions import Entity, Field
from kith_metadata.faults import Fault, FaultError
from kith_metadata.system_fields import SYSTEM


class Reach:
    """The fields one principal may name, from one entity onwards."""

    def __init__(self, catalog: Catalog, access: Access, principal: Principal) -> None:
        self._catalog, self._access, self._principal = catalog, access, principal

    def find(self, entity: Entity, key: str) -> Field | None:
        """A field of the entity, of the system's, or by a former key; None where there is none to see."""
        field = entity.by_key.get(key) or entity.aliases.get(key)
        if field is not None:
            return field if field in self._access.readable(self._principal, entity) else None
        return SYSTEM.get(key)

    def path(self, entity: Entity, keys: str, where: str) -> Path:
        """Raises `FaultError` for the first key that is not there."""
        path: list[Field] = []
        current: Entity | None = entity
        for key in keys.split("."):
            field = self.find(current, key) if current else None
            if field is None:
                raise FaultError(self.unknown(current, keys if len(path) else key, where))
            path.append(field)
            current = self._catalog.target(field)
        return tuple(path)

    def check(self, entity: Entity, path: Path, where: str) -> None:
        """Refuses a path that walks through what the principal does not see."""
        current: Entity | None = entity
        for field in path:
            if current and field.key not in SYSTEM and field not in self._access.readable(self._principal, current):
                raise Invalid("", self.unknown(current, field.key, where))
            current = self._catalog.target(field)

    def unknown(self, entity: Entity | None, key: str, where: str) -> Fault:
        known = [*(field.key for field in self._access.readable(self._principal, entity)), *SYSTEM] if entity else []
        return unknown_field(key, where, known, entity.label if entity else "")


def unknown_field(key: str, path: str, known: list[str], owner: str = "") -> Fault:
    """The fault of a key that is not there, with those most like it."""
    close = get_close_matches(key, known, n=3, cutoff=0.6)
    named = ", ".join(f"`{name}`" for name in (close or known[:20]))
    of = f" of {owner}" if owner else ""
    return Fault(
        code="unknown_field", path=path, found=f"`{key}`",
        wanted=f"a field{of}" + (f", such as {named}" if named else ""),
        mend="" if not close else f"write {named}" if len(close) == 1 else f"one of {named} may be meant",
    )
