"""Random secrets, and the digests that are stored in their place."""

import hashlib
import hmac
import secrets

TOKEN_PREFIX = "kith_"
CODE_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No letter that is read as a digit."""

CSRF_BYTES = 16


def new_secret() -> str:
    """256 random bits for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """An API token; the prefix lets scanners of source code find one that leaked."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def new_code() -> str:
    """The set-up code, short enough to type: three groups of four letters, 58 bits."""
    letters = "".join(secrets.choice(CODE_LETTERS) for _ in range(12))
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def read_code(typed: str) -> str:
    """The code as it was printed, however it was typed."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return "-".join((letters[:4], letters[4:8], letters[8:]))


def digest(secret: str) -> bytes:
    """What is stored. A secret of 256 random bits needs no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def csrf_token(seed: str) -> str:
    """A token only our pages know: made of the cookie, which no script and no other site can read.

    Masked anew each time, so that the length of a compressed page tells nothing about it.
    """
    mask = secrets.token_bytes(CSRF_BYTES)
    return (mask + _masked(mask, _csrf_key(seed))).hex()


def csrf_matches(seed: str, token: str) -> bool:
    try:
        raw = bytes.fromhex(token)
    except ValueError:
        return False
    return hmac.compare_digest(_masked(raw[:CSRF_BYTES], raw[CSRF_BYTES:]), _csrf_key(seed))


def _csrf_key(seed: str) -> bytes:
    return hmac.digest(seed.encode(), b"kith form", "sha256")[:CSRF_BYTES]


def _masked(mask: bytes, value: bytes) -> bytes:
    return bytes(left ^ right for left, right in zip(mask, value, strict=False))
