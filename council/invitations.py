"""Let a member answer an invitation from their mail: a signed link to a page that asks, and changes nothing."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from consult.kit.errors import NotFound
from council.models import Attendance
from council.queries.sittings import attendance_at

_SALT = "council-invitation"


def answer_token(attendance: Attendance) -> str:
    """Return what names this invitation in an address, which nobody can make up."""
    return str(_signer().dumps(attendance.id))


def invitation_of(token: str) -> Attendance:
    """Return the invitation a link names; raise `NotFound` for any other."""
    try:
        number = _signer().loads(token)
    except BadSignature as error:
        raise NotFound from error
    return attendance_at(number)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=_SALT)
