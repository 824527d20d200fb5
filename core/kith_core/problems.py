"""What can go wrong in front of a person or a client; the API answers with it as RFC 9457, pages show it."""

from typing import Any, ClassVar

from kith_metadata.faults import Fault


class Problem(Exception):
    """One refused act: what it was about, in a sentence, with every fault of the input that was found.

    `more` holds what a client may want to work on: further members of the answer, such as the records that clash.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str] = "problem"
    title: ClassVar[str] = "Something went wrong"

    def __init__(self, detail: str = "", *faults: Fault, code: str = "", **more: Any) -> None:
        self.detail = detail or (faults[0].message if faults else self.title)
        super().__init__(self.detail)
        self.faults = faults
        self.more = more
        if code:
            self.code = code  # type: ignore[misc]  # a kind of problem has a code of its own; one problem may be more exact


class Invalid(Problem):
    """The input does not fit what was wanted."""

    status, code, title = 422, "invalid", "The input needs a correction"


class NotFound(Problem):
    status, code, title = 404, "not_found", "Not found"


class Conflict(Problem):
    """The input is fine by itself, but not with what stands there now."""

    status, code, title = 409, "conflict", "This does not go together with what is there"


class Stale(Problem):
    """What the caller rests on has changed since."""

    status, code, title = 412, "stale", "It changed in the meantime"


class Forbidden(Problem):
    status, code, title = 403, "forbidden", "Not allowed"


class Unauthenticated(Problem):
    status, code, title = 401, "unauthenticated", "Sign in first"


class Unavailable(Problem):
    """Not now; the same call may succeed later."""

    status, code, title = 503, "unavailable", "Not available at the moment"
