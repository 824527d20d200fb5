"""Who people are: accounts, passwords, sessions, API tokens, the first administrator."""

from kith_core.identity.accounts import Account
from kith_core.identity.identity import Identity
from kith_core.identity.sessions import Session, Visitor
from kith_core.identity.tokens import Token

__all__ = ["Account", "Identity", "Session", "Token", "Visitor"]
