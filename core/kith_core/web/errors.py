"""Errors in words for people: a page, a toast where htmx asked, never a stack of calls."""

import logging
from typing import TYPE_CHECKING

from litestar import Response
from litestar.exceptions import HTTPException

from kith_core.identity.secrets import new_secret
from kith_core.problems import Problem
from kith_core.web.toasts import Toast
from kith_core.web.visit import PageRequest, Visit
from kith_metadata.faults import FaultError

if TYPE_CHECKING:
    from kith_core.web.web import Web

log = logging.getLogger(__name__)

WORDS = {
    400: ("This request cannot be read", "Something in the address or in the form is not as Kith expects it."),
    401: ("Sign in first", "You are not signed in, or not any more."),
    403: ("Not allowed", "Your account may not do this. An administrator can change that."),
    404: ("Nothing is here", "The address may be mistyped, or what was here is gone."),
    405: ("This cannot be done here", "The address exists, but not for this kind of request."),
    409: ("This does not go together with what is there", "Somebody may have changed it in the meantime. Look again and retry."),
    412: ("It changed in the meantime", "Somebody was faster. Look at it again and retry."),
    413: ("This is too large", "The form or file is larger than Kith takes."),
    422: ("The input needs a correction", "Something in the form is missing or not as wanted."),
    429: ("Too many attempts", "Wait a quarter of an hour and try again."),
    500: ("Something went wrong in Kith", "It was noted in the log. What you entered may not be saved; go back and try again."),
    503: ("Not available at the moment", "Kith cannot do this just now. Try again in a minute."),
}


def respond_to_error(web: "Web", request: PageRequest, error: Exception) -> Response[bytes]:
    """The answer to whatever was raised on the way to a page."""
    status = status_of(error)
    if status >= 500 and not isinstance(error, Problem):
        log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    visit = request.scope["state"].get("visit") or Visit(request, web, None, new_secret())
    if status == 401:
        return visit.to_login()
    title, detail, faults = in_words(error, status)
    if visit.is_htmx:
        response = visit.fragment("ToastOnly", status=status, toast=Toast(detail, harm=True))
        response.headers.update({"hx-retarget": "#toasts", "hx-reswap": "beforeend"})
        return response
    inside = visit.visitor is not None and status < 500
    return visit.page("FaultPage", status=status, code=status, title=title, detail=detail, faults=faults, inside=inside)


def status_of(error: Exception) -> int:
    if isinstance(error, Problem):
        return error.status
    if isinstance(error, FaultError):
        return 422
    return error.status_code if isinstance(error, HTTPException) else 500


def in_words(error: Exception, status: int) -> tuple[str, str, list[str]]:
    """Title, sentence and the single faults."""
    title, detail = WORDS.get(status, WORDS[500] if status >= 500 else WORDS[400])
    if isinstance(error, Problem):
        faults = [str(fault) for fault in error.faults] if len(error.faults) > 1 else []
        return error.title if status not in WORDS else title, error.detail or detail, faults
    if isinstance(error, FaultError):
        return title, detail, [str(fault) for fault in error.faults]
    return title, detail, []
