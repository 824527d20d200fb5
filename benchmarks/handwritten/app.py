"""The hand-written server: list, get, create and change deals."""

import base64
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec
from litestar import Litestar, Request, Response, get, patch, post
from litestar.exceptions import NotFoundException

from benchmarks.handwritten import statements
from benchmarks.handwritten.connections import Connections, connected
from benchmarks.handwritten.deals import Count, Deal, DealChange, NewDeal, Page, deal_of
from benchmarks.handwritten.tokens import Tokens

change_statement = lru_cache(maxsize=64)(statements.change)
encode = msgspec.json.Encoder().encode


class Deals:
    """What the handlers need."""

    def __init__(self, database: Connections) -> None:
        self.database = database
        self.tokens = Tokens(database)


def answer(value: Any, status: int = 200, **headers: str) -> Response[bytes]:
    return Response(encode(value), status_code=status, media_type="application/json", headers=headers)


@get("/deals")
async def list_deals(
    request: Request[Any, Any, Any], stage: str, limit: int = 50, cursor: str | None = None
) -> Response[bytes]:
    """The deals of a stage, dearest first, with the names of their organisations."""
    deals: Deals = request.app.state.deals
    await deals.tokens.account(request)
    if cursor is None:
        rows = await deals.database.fetch(statements.FIRST_PAGE, stage, limit + 1)
        count = rows[0]["count"] if rows else 0
        counted = Count(min(count, statements.COUNT_LIMIT), count <= statements.COUNT_LIMIT)
    else:
        rows = await deals.database.fetch(statements.NEXT_PAGE, stage, limit + 1, *read_cursor(cursor))
        counted = None
    data = f"[{','.join([row['document'] for row in rows[:limit]])}]"
    more = len(rows) > limit
    return answer(Page(msgspec.Raw(data.encode()), cursor_after(rows[limit - 1]["place"]) if more else None, counted))


@get("/deals/{deal_id:uuid}")
async def get_deal(request: Request[Any, Any, Any], deal_id: UUID) -> Response[bytes]:
    deals: Deals = request.app.state.deals
    await deals.tokens.account(request)
    row = await deals.database.fetchrow(statements.GET, deal_id)
    if row is None:
        raise NotFoundException
    deal = deal_of(row)
    return answer(deal, etag=f'"{deal.version}"')


@post("/deals")
async def create_deal(request: Request[Any, Any, Any], data: NewDeal) -> Response[bytes]:
    deals: Deals = request.app.state.deals
    account = await deals.tokens.account(request)
    now = datetime.now(UTC)
    amount, currency = (data.amount.amount, data.amount.currency) if data.amount else (None, None)
    changes = {name: (None, value) for name in data.__struct_fields__ if (value := getattr(data, name)) is not None}
    deal_id = await deals.database.fetchval(
        statements.CREATE, data.name, data.organization, amount, currency, data.stage, data.probability, data.close_on,
        now, account, encode(changes).decode(),
    )
    deal = Deal(deal_id, 1, data.name, data.organization, data.amount, data.stage, data.probability, data.close_on,
                now, account, now, account, None)
    return answer(deal, 201, etag='"1"')


@patch("/deals/{deal_id:uuid}")
async def change_deal(request: Request[Any, Any, Any], deal_id: UUID, data: DealChange) -> Response[bytes]:
    deals: Deals = request.app.state.deals
    account = await deals.tokens.account(request)
    columns = data.columns()
    statement = change_statement(tuple(columns))
    row = await deals.database.fetchrow(statement, deal_id, datetime.now(UTC), account, *columns.values())
    if row is None:
        raise NotFoundException
    deal = deal_of(row)
    return answer(deal, etag=f'"{deal.version}"')


@get("/nothing")
async def nothing(request: Request[Any, Any, Any]) -> Response[bytes]:
    """What a request costs before it does anything."""
    await request.app.state.deals.tokens.account(request)
    return answer(None)


@post("/nothing")
async def take_nothing(request: Request[Any, Any, Any], data: NewDeal) -> Response[bytes]:
    """The same with a body that is read and sent back."""
    await request.app.state.deals.tokens.account(request)
    return answer(data, 201)


@get("/healthz")
async def health() -> str:
    return "ready"


def cursor_after(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode()


def read_cursor(cursor: str) -> tuple[Decimal, UUID]:
    amount, deal_id = base64.urlsafe_b64decode(cursor).decode().split(" ")
    return Decimal(amount), UUID(deal_id)


@asynccontextmanager
async def running(app: Litestar) -> AsyncGenerator[None]:
    async with connected(os.environ["HANDWRITTEN_DATABASE_URL"]) as database:
        app.state.deals = Deals(database)
        yield


def create_app() -> Litestar:
    handlers = [list_deals, get_deal, create_deal, change_deal, nothing, take_nothing, health]
    return Litestar(handlers, lifespan=[running], openapi_config=None)
