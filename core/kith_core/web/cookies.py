"""The cookies Kith sets: none is readable by a script, none is sent from another site's form."""

from litestar.datastructures import Cookie

SESSION = "kith_session"
GUEST = "kith_guest"
THEME = "kith_theme"
SIDEBAR = "kith_sidebar"
SEEN = "kith_seen"
YEAR = 365 * 24 * 3600


def cookie(name: str, value: str, *, secure: bool, max_age: int | None = None) -> Cookie:
    """One of ours; without `max_age` it goes when the browser closes."""
    return Cookie(key=name, value=value, path="/", httponly=True, samesite="lax", secure=secure, max_age=max_age)
