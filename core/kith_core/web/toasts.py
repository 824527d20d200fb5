"""A word about what was just done, with a way back; it crosses a redirect in a cookie."""

import base64
import binascii

import msgspec

COOKIE = "kith_toast"


class Toast(msgspec.Struct, frozen=True):
    """`undo` is an address that takes a POST and undoes what was done."""

    words: str
    undo: str = ""
    harm: bool = False


def to_cookie(toast: Toast) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(toast)).decode("ascii")


def from_cookie(value: str) -> Toast | None:
    """None for anything that is no toast of ours: a cookie is the browser's word only."""
    try:
        toast = msgspec.json.decode(base64.urlsafe_b64decode(value), type=Toast)
    except (binascii.Error, ValueError, msgspec.MsgspecError):
        return None
    return toast if toast.undo == "" or (toast.undo.startswith("/") and not toast.undo.startswith("//")) else None
