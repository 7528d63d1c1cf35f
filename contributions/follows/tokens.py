"""Sign the address that stops mails, so that it works without signing in and for nobody else."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

_SALT = "contributions.follows.stop"


def token_for(user_id: int) -> str:
    """Return what names this account in an address; it never expires, as old mails must still stop."""
    return str(_serializer().dumps(user_id))


def account_in(token: str) -> int | None:
    """Return the account a token names; None when we did not sign it."""
    try:
        named = _serializer().loads(token)
    except BadSignature:
        return None
    return named if isinstance(named, int) else None


def _serializer() -> URLSafeSerializer:
    """Sign with the present key, and read what a former one signed."""
    keys = [*reversed(current_app.config["SECRET_KEY_FALLBACKS"]), current_app.config["SECRET_KEY"]]
    return URLSafeSerializer(keys, salt=_SALT)
