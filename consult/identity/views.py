"""Serve the logo from our own address."""

from flask import Blueprint, Response

from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.identity import WrittenIdentity
from consult.kit.permissions import public

blueprint = Blueprint("identity", __name__)
_FOR_EVER = "public, max-age=31536000, immutable"
_A_MINUTE = "public, max-age=60"


@blueprint.get("/identite/<digest>/logo")
@public
def logo(digest: str) -> Response:
    """Send the logo; under the address of an older one, for a minute only: a cached page may still ask for it."""
    row = session.get(WrittenIdentity, 1)
    if row is None or row.logo is None:
        raise NotFound
    answer = Response(row.logo, mimetype=row.logo_type)
    answer.headers["Cache-Control"] = _FOR_EVER if digest == row.logo_digest else _A_MINUTE
    return answer
