"""Hold back programs that send a form the moment they read it, without a riddle for anyone.

The form carries the signed hour at which it was opened: nothing is kept on our side.
"""

from datetime import datetime
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from itsdangerous import BadSignature, URLSafeSerializer
from wtforms import HiddenField, StringField

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.forms import Form

SHORTEST_SECONDS = 3
_SALT = "form-opened"
_TOO_QUICK = _l("Relisez-vous, puis renvoyez : ce formulaire est parti plus vite qu’une personne ne l’écrit.")


def stamp(at: datetime) -> str:
    """Sign the hour at which a form was opened."""
    return str(_signer().dumps(int(at.timestamp())))


def seconds_since(stamped: str | None, *, at: datetime) -> float | None:
    """Return how long ago a form was opened; None for an hour we did not sign."""
    try:
        return at.timestamp() - int(_signer().loads(stamped or ""))
    except BadSignature:
        return None


class UnhurriedForm(Form):
    """A form for people who are not signed in: it takes a moment to write.

    A refused form keeps the hour it was first opened at: whoever corrects it has waited already.
    `website` is a trap: people never see it, programs fill it. What is typed stays, and sending the same
    page again a moment later is enough.
    """

    opened = HiddenField()
    website = StringField(_l("Ne remplissez pas cette case"))

    def __init__(self, *args: Any, **values: Any) -> None:  # noqa: ANN401 - WTForms' own
        super().__init__(*args, **values)
        waited = seconds_since(self.opened.data, at=clock.now())
        if waited is None or waited < 0:
            self.opened.data = stamp(clock.now())

    def trust(self) -> None:
        """Ask nothing of the kind of someone who is signed in."""
        del self.opened, self.website

    def is_trapped(self) -> bool:
        """Say whether what no person sees was filled."""
        return "website" in self and bool(self.website.data)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - WTForms' own
        """Refuse, once all the rest is right, what was sent at once."""
        if not super().validate(extra_validators=extra_validators):
            return False
        if "opened" in self and (seconds_since(self.opened.data, at=clock.now()) or 0) < SHORTEST_SECONDS:
            self.refuse(Invalid(_TOO_QUICK))
            return False
        return True


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=_SALT)
