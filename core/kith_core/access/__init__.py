"""Who may do what: asked by every path to a record or a definition."""

from kith_core.access.access import Access
from kith_core.access.principal import Principal
from kith_core.access.roles import Role, built_in_roles

__all__ = ["Access", "Principal", "Role", "built_in_roles"]
