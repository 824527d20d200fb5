"""What things may be called in definitions, the API and files; physical names are the engine's and always quoted."""

import json
import re
import unicodedata
from collections.abc import Container, Iterable, Mapping

from kith_metadata.definitions import SYSTEM_FIELDS
from kith_metadata.faults import ValueFault
from kith_metadata.parts import ADMIN, ADMIN_NAMESPACE, ENGINE

LENGTH = 40
LONGEST_QUOTE = 60
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
RESERVED_PLUGINS = (ADMIN_NAMESPACE, ADMIN, ENGINE, "kith")
WANTED = f"a key of at most {LENGTH} small Latin letters, digits and underscores that starts with a letter"


def check_key(key: object) -> ValueFault | None:
    """What is wrong with a key, whatever it names; words of SQL and of Python are welcome."""
    if isinstance(key, str) and KEY.fullmatch(key):
        return None
    text = key if isinstance(key, str) else ""
    mend = f"write `{suggest_key(text)}`" if text.strip() else "give it a key"
    return ValueFault(code="key", found=quoted(key), wanted=WANTED, mend=mend)


def check_field_key(key: object, *, entity_owner: str, layer: str) -> ValueFault | None:
    """The key of a field that the layer adds to an entity of this owner: whose it is shows in its name."""
    if fault := check_key(key):
        return fault
    text = str(key)
    if text in SYSTEM_FIELDS:
        return _fault("reserved_key", text, "a key that no record carries already", f"write `{text}_`")
    needed = "" if layer == entity_owner else f"{ADMIN_NAMESPACE if layer == ADMIN else layer}_"
    if not text.startswith(needed):
        mend = f"write `{suggest_key(text, prefix=needed)}`"
        return _fault("namespace", text, f"a key that starts with `{needed}`", mend)
    if layer != ADMIN and text.startswith(f"{ADMIN_NAMESPACE}_"):
        return _fault("namespace", text, "a key without `x_`, which marks what an administrator added", _without(text))
    return None


def check_entity_key(key: object, *, layer: str) -> ValueFault | None:
    """An entity's key: its namespace, a dot, its own key."""
    namespace = ADMIN_NAMESPACE if layer == ADMIN else layer
    text = key if isinstance(key, str) else ""
    space, dot, own = text.rpartition(".")
    if fault := check_key(own if dot else key):
        mend = f"write `{namespace}.{suggest_key(own)}`" if own.strip() else f"write `{namespace}.` and its own key"
        return ValueFault(code=fault.code, found=quoted(key), wanted=f"`{namespace}.` and {WANTED}", mend=mend)
    if space != namespace:
        return _fault("namespace", text, f"a key that starts with `{namespace}.`", f"write `{namespace}.{own}`")
    return None


def check_plugin_name(name: object) -> ValueFault | None:
    if fault := check_key(name):
        return fault
    if name in RESERVED_PLUGINS:
        return _fault("reserved_key", str(name), "a name that Kith does not use itself", "choose another name")
    return None


def suggest_key(label: str, *, prefix: str = "", taken: Iterable[str] = (), fallback: str = "field") -> str:
    """A valid key near to the label, free among `taken`; a label without Latin letters gives the fallback."""
    plain = unicodedata.normalize("NFKD", label.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not re.search(r"[a-z]", words):
        words = f"{fallback}_{words}".rstrip("_")
    if not prefix and words[0].isdigit():
        words = f"{fallback}_{words}"
    stem = (prefix + words.removeprefix(prefix))[:LENGTH].rstrip("_")
    return free_name(stem, {*SYSTEM_FIELDS, *taken})


def free_name(stem: str, taken: Container[str]) -> str:
    """The stem, with the first number behind it that makes it free."""
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem[: LENGTH - 1 - len(str(number))]}_{number}"
    return name


def quoted(value: object) -> str:
    """A value as a fault shows it: short, in one line."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = " ".join(value.split()) if isinstance(value, str) else json.dumps(value, default=str)
    if len(text) > LONGEST_QUOTE:
        return f"`{text[:LONGEST_QUOTE]}...`"
    return f"`{text}`" if text else "an empty text"


def _without(key: str) -> str:
    return f"write `{key.removeprefix(f'{ADMIN_NAMESPACE}_') or 'another key'}`"


def _fault(code: str, key: str, wanted: str, mend: str) -> ValueFault:
    return ValueFault(code=code, found=f"`{key}`", wanted=wanted, mend=mend)
