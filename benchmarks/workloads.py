"""What is asked of both servers: the same acts on the same rows, each in its own words."""

from urllib.parse import quote, urlencode

import msgspec

from benchmarks.comparing import Workload
from benchmarks.dataset import CURRENCY, STAGES
from benchmarks.handwritten import statements
from benchmarks.load.task import request
from benchmarks.pgbench import Script

ENTITY = "/api/v1/records/sales.deal"
PAGE = 50
NUMBER = "@@@@@@@@"
"""Becomes another number in every request, so that no change changes nothing."""
WHEN = "2026-01-01T00:00:00Z"
SCRIPTS = 20
"""Rows of arguments pgbench takes turns with."""


class Target(msgspec.Struct, frozen=True):
    """How to reach one side, and ids that exist there."""

    token: str
    deals: list[str]
    organizations: list[str]
    account: str = ""


def workloads(kith: Target, handwritten: Target) -> list[Workload]:
    return [_list(kith, handwritten), _get(kith, handwritten), _change(kith, handwritten), _create(kith, handwritten)]


def kith_list(stage: str) -> str:
    """The path of the page that is compared."""
    condition = msgspec.json.encode({"field": "stage", "op": "eq", "value": stage}).decode()
    query = {"filter": condition, "sort": "-amount", "limit": PAGE, "expand": "organization", "count": "bounded"}
    return f"{ENTITY}?{urlencode(query)}"


def handwritten_list(stage: str) -> str:
    return f"/deals?stage={quote(stage)}&limit={PAGE}"


def _list(kith: Target, handwritten: Target) -> Workload:
    return Workload(
        "list",
        [request("GET", kith_list(stage), kith.token) for stage in STAGES],
        [request("GET", handwritten_list(stage), handwritten.token) for stage in STAGES],
        _floor(handwritten),
        Script(statements.FIRST_PAGE, [[stage, str(PAGE + 1)] for stage in STAGES]),
    )


def _get(kith: Target, handwritten: Target) -> Workload:
    return Workload(
        "get",
        [request("GET", f"{ENTITY}/{deal}", kith.token) for deal in kith.deals],
        [request("GET", f"/deals/{deal}", handwritten.token) for deal in handwritten.deals],
        _floor(handwritten),
        Script(statements.GET, [[deal] for deal in handwritten.deals[:SCRIPTS]]),
    )


def _change(kith: Target, handwritten: Target) -> Workload:
    body = _json({"amount": _money(f"1{NUMBER}.45")})
    values = [WHEN, handwritten.account, "123.45", CURRENCY]
    return Workload(
        "update",
        [request("PATCH", f"{ENTITY}/{deal}", kith.token, body) for deal in kith.deals],
        [request("PATCH", f"/deals/{deal}", handwritten.token, body) for deal in handwritten.deals],
        _floor_of_writing(handwritten),
        Script(statements.change(("amount", "currency")), [[deal, *values] for deal in handwritten.deals[:SCRIPTS]]),
    )


def _create(kith: Target, handwritten: Target) -> Workload:
    noted = _json({"name": [None, "Deal"], "amount": [None, _money("123.45")], "stage": [None, "qualify"]}).decode()
    values = ["123.45", CURRENCY, "qualify", "50", "2026-02-03", WHEN, handwritten.account, noted]
    return Workload(
        "create",
        [request("POST", ENTITY, kith.token, _new_deal(one)) for one in kith.organizations],
        [request("POST", "/deals", handwritten.token, _new_deal(one)) for one in handwritten.organizations],
        _floor_of_writing(handwritten),
        Script(statements.CREATE, [["Deal", one, *values] for one in handwritten.organizations[:SCRIPTS]]),
    )


def _floor(handwritten: Target) -> list[bytes]:
    return [request("GET", "/nothing", handwritten.token)]


def _floor_of_writing(handwritten: Target) -> list[bytes]:
    return [request("POST", "/nothing", handwritten.token, _new_deal(handwritten.organizations[0]))]


def _new_deal(organization: str) -> bytes:
    return _json({
        "name": f"Deal {NUMBER}", "organization": organization, "amount": _money("123.45"), "stage": "qualify",
        "probability": "50", "close_on": "2026-02-03",
    })


def _money(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": CURRENCY}


def _json(value: object) -> bytes:
    return msgspec.json.encode(value)
