"""A deal as it is sent and received."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec


class Money(msgspec.Struct, frozen=True, gc=False):
    amount: Decimal
    currency: str


class Deal(msgspec.Struct, frozen=True, gc=False):
    id: UUID
    version: int
    name: str
    organization: UUID | None
    amount: Money | None
    stage: str | None
    probability: Decimal | None
    close_on: date | None
    created_at: datetime
    created_by: UUID | None
    updated_at: datetime
    updated_by: UUID | None
    trashed_at: datetime | None


class Count(msgspec.Struct, frozen=True, gc=False):
    value: int
    exact: bool


class Page(msgspec.Struct, frozen=True, gc=False):
    data: msgspec.Raw
    """The deals as `statements` makes them."""

    next_cursor: str | None
    count: Count | None


class NewDeal(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    name: str
    organization: UUID | None = None
    amount: Money | None = None
    stage: str | None = "qualify"
    probability: Decimal | None = None
    close_on: date | None = None


class DealChange(msgspec.Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    name: str | msgspec.UnsetType = msgspec.UNSET
    organization: UUID | msgspec.UnsetType | None = msgspec.UNSET
    amount: Money | msgspec.UnsetType | None = msgspec.UNSET
    stage: str | msgspec.UnsetType | None = msgspec.UNSET
    probability: Decimal | msgspec.UnsetType | None = msgspec.UNSET
    close_on: date | msgspec.UnsetType | None = msgspec.UNSET

    def columns(self) -> dict[str, Any]:
        """What to write, by column."""
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        values = {name: value for name, value in given.items() if value is not msgspec.UNSET}
        if "amount" in values:
            money = values.pop("amount")
            values |= {"amount": money and money.amount, "currency": money and money.currency}
        return values


def deal_of(row: Any) -> Deal:
    """From a row of `statements.COLUMNS`."""
    (deal_id, version, name, organization, amount, currency, stage, probability, close_on,
     created_at, created_by, updated_at, updated_by, trashed_at) = row
    money = None if amount is None else Money(amount, currency)
    return Deal(deal_id, version, name, organization, money, stage, probability, close_on,
                created_at, created_by, updated_at, updated_by, trashed_at)
