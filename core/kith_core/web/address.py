"""Which address a request came from, behind proxies that the site trusts."""

from collections.abc import Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any

from litestar import Request


def client_address(request: Request[Any, Any, Any], trusted: Sequence[IPv4Network | IPv6Network]) -> str:
    """The last address in the chain that is no trusted proxy; a header from anybody else is not believed."""
    address = request.client.host if request.client else "unknown"
    chain = request.headers.get("x-forwarded-for", "").split(",")
    while chain and _is_trusted(address, trusted):
        forwarded = chain.pop().strip()
        if not _is_address(forwarded):
            break
        address = forwarded
    return address


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(address: str, trusted: Sequence[IPv4Network | IPv6Network]) -> bool:
    return _is_address(address) and any(ip_address(address) in network for network in trusted)
