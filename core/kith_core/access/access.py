"""The one place that says yes or no. Callers ask for an action; they never look at roles."""

from collections.abc import Hashable, Mapping
from typing import Any

from kith_core.access.principal import Principal
from kith_core.access.roles import Role, built_in_roles
from kith_core.problems import Forbidden
from kith_metadata.definitions import Entity, Field

SITE_ACTIONS = frozenset({"shape", "people"})


class Access:
    """Rights of principals. Rules on records and fields enter behind these same questions."""

    def __init__(self, roles: Mapping[str, Role] | None = None) -> None:
        self.roles = built_in_roles() if roles is None else roles

    def can(self, principal: Principal, action: str, entity: Entity | None = None) -> bool:  # noqa: ARG002 - the seam of rules by entity
        """May this principal do this: to records of the entity, or, for `shape` and `people`, to the site?"""
        held = [self.roles[name] for name in principal.roles if name in self.roles]
        if action in SITE_ACTIONS:
            return any(action in role.site for role in held)
        return any(action in role.records for role in held)

    def require(self, principal: Principal, action: str, entity: Entity | None = None) -> None:
        """Raises `Forbidden`, in words that say what was asked and by whom."""
        if not self.can(principal, action, entity):
            asked = f"{action} {entity.label_plural}" if entity else action
            raise Forbidden(f"{principal.name or 'This account'} may not {asked}; ask an administrator for a role that may.")

    def predicate(self, principal: Principal, action: str, entity: Entity) -> Mapping[str, Any] | None:  # noqa: ARG002 - the seam of record rules
        """The condition, as in a filter, that a record must meet; None when every record may be touched."""
        return None

    def readable(self, principal: Principal, entity: Entity) -> tuple[Field, ...]:
        """The fields this principal sees, in order."""
        return entity.fields if self.can(principal, "read", entity) else ()

    def writable(self, principal: Principal, entity: Entity) -> tuple[Field, ...]:
        """The fields this principal may fill."""
        return entity.fields if self.can(principal, "change", entity) or self.can(principal, "create", entity) else ()

    def shape(self, principal: Principal) -> Hashable:
        """Principals of equal shape see the same fields, so what is compiled for one serves the other."""
        return principal.roles
