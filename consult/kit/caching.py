"""Let any cache keep, for a short while, the pages that are the same for every signed-out visitor."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, make_response, request, session

P = ParamSpec("P")
_REFUSED_FROM = 400


def conditional(body: bytes, mimetype: str, last_change: datetime | None = None) -> Response:
    """Answer with these bytes, or with 304 to whoever has them already, by their mark or by their date."""
    response = Response(body, mimetype=mimetype)
    response.last_modified = last_change
    response.add_etag()
    response.make_conditional(request)
    return response


def same_for_all(seconds: int) -> Callable[[Callable[P, Any]], Callable[P, Response]]:
    """Mark the answers of a view as shareable, unless the request comes with a session, or opens one.

    Such a page must hold nothing personal: no token, no name, no vote of one's own.
    """

    def decorate(view: Callable[P, Any]) -> Callable[P, Response]:
        @wraps(view)
        def answered(*args: P.args, **values: P.kwargs) -> Response:
            response = make_response(view(*args, **values))
            response.vary.add("Cookie")
            has_session = "session" in request.cookies or session.modified
            if not has_session and response.status_code < _REFUSED_FROM:
                response.headers["Cache-Control"] = f"public, max-age={seconds}"
            return response

        return answered

    return decorate
