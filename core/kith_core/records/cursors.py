"""A place in a list as a word to hand out: opaque, and of use only to the question it came from."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from hashlib import blake2b

import msgspec

from kith_core.problems import Invalid
from kith_core.records.sorting import Place
from kith_metadata.faults import Fault

_MARK = 12
_decoder = msgspec.msgpack.Decoder(tuple[str | None, ...])


def write_cursor(place: Place, question: bytes) -> str:
    """`question` is whatever makes two lists different: their order, their filter, their entity."""
    body = msgspec.msgpack.encode(place)
    return urlsafe_b64encode(_mark(body, question) + body).rstrip(b"=").decode()


def read_cursor(cursor: str, question: bytes, terms: int) -> Place:
    """Raises `Invalid` for a cursor that is damaged or of another list."""
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        mark, body = raw[:_MARK], raw[_MARK:]
        place = _decoder.decode(body)
    except (NotBase64, ValueError, msgspec.MsgspecError):
        raise wrong_cursor(cursor) from None
    if mark != _mark(body, question) or len(place) != terms:
        raise wrong_cursor(cursor)
    return place


def wrong_cursor(cursor: str) -> Invalid:
    return Invalid("", Fault(
        code="cursor", path="cursor", found=f"`{cursor[:40]}`", wanted="the `next_cursor` of the same list",
        mend="ask with the same filter, sort and search that gave the cursor, or start without one",
    ))


def _mark(body: bytes, question: bytes) -> bytes:
    return blake2b(body, digest_size=_MARK, key=blake2b(question, digest_size=32).digest()).digest()
