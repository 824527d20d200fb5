"""Bearer tokens from a table, believed for a second."""

import hashlib
import time
from typing import Any
from uuid import UUID

from litestar.connection import ASGIConnection
from litestar.exceptions import NotAuthorizedException

from benchmarks.handwritten import statements
from benchmarks.handwritten.connections import Connections

BELIEVED_SECONDS = 1.0


class Tokens:
    def __init__(self, database: Connections) -> None:
        self._database = database
        self._believed: dict[str, tuple[float, UUID]] = {}

    async def account(self, connection: ASGIConnection[Any, Any, Any, Any]) -> UUID:
        """Whose request it is; raises the 401 of a request without a good token."""
        header = connection.headers.get("authorization", "")
        until, account = self._believed.get(header, (0.0, None))
        if account is None or until < time.monotonic():
            account = await self._look_up(header)
            self._believed[header] = (time.monotonic() + BELIEVED_SECONDS, account)
        return account

    async def _look_up(self, header: str) -> UUID:
        self._believed.pop(header, None)
        digest = hashlib.sha256(header.removeprefix("Bearer ").encode()).digest()
        account = await self._database.fetchval(statements.TOKEN, digest)
        if account is None:
            raise NotAuthorizedException("Send a good token as `Authorization: Bearer ...`")
        return account
