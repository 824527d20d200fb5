"""On whose behalf something is done."""

from typing import ClassVar
from uuid import UUID

import msgspec


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """An account at work, or the engine itself (`Principal.system`); `source` says through which door it came."""

    account_id: UUID | None
    name: str
    email: str
    roles: frozenset[str]
    kind: str = "staff"
    source: str = "api"
    token_id: UUID | None = None

    system: ClassVar["Principal"]


Principal.system = Principal(
    account_id=None, name="Kith", email="", roles=frozenset({"administrator"}), kind="system", source="system",
)
