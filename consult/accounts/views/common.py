"""Share what the pages of accounts do alike."""

import secrets
from urllib.parse import urlsplit

from flask import Blueprint, flash, render_template, request, session, url_for
from flask import Response as FlaskResponse
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from consult.accounts import devices, queries, sessions
from consult.accounts.models import User
from consult.kit import clock, landing
from consult.kit.addresses import own_path

blueprint = Blueprint("accounts", __name__)
_BROWSER = "navigateur"
_MAILED_TO = "courriel"
_ASKED_AT = "courriel_demande_sur"
_CAME_FROM = "venait_de"
_WAYS_IN = ("/connexion", "/inscription", "/mot-de-passe", "/courriel", "/deconnexion")
_SEE_OTHER = 303
Answer = Response | str | tuple[str, int]


@blueprint.after_request
def keep_out_of_caches(response: FlaskResponse) -> FlaskResponse:
    """Tell caches to keep nothing: these pages hold a token or say something of someone."""
    response.headers["Cache-Control"] = "no-store"
    return response


def page(template: str, form: FlaskForm, **values: object) -> tuple[str, int]:
    """Show a form: as asked for, or with what was typed and why it was refused (422)."""
    return render_template(f"accounts/{template}", form=form, **values), 422 if form.is_submitted() else 200


def go(address: str) -> Response:
    """Lead to another page after a form."""
    return redirect(address, _SEE_OTHER)


def enter(user: User, suite: str | None) -> Response:
    """Sign this person in on this device, or ask first for the second factor they tied to their account."""
    if queries.second_factor(user) is None:
        return open_session(user, suite)
    sessions.stop_halfway(user, own_path(suite), at=clock.now())
    return go(url_for("accounts.second_step"))


def open_session(user: User, suite: str | None, *, second_factor: bool = False) -> Response:
    """Open the session and lead people where they were going, or to tie the second factor their role asks."""
    came_from = page_left()
    sessions.sign_in(
        user, devices.describe(request.user_agent.string), at=clock.now(), second_factor=second_factor
    )
    if sessions.needs_second_factor(user) and not second_factor:
        return go(url_for("accounts.enrol_second_factor", suite=own_path(suite)))
    return go(own_path(suite) or landing.desk_of(user) or came_from or "/")


def welcome(user: User, suite: str | None) -> Response:
    """Greet someone whose account has just opened, sign them in and lead them back where they were going."""
    if own_path(suite) not in {None, "/"}:
        said = _(
            "Bienvenue, %(name)s. Votre compte est ouvert : reprenez là où vous en étiez.", name=user.display_name
        )
    else:
        said = _(
            "Bienvenue, %(name)s. Votre compte est ouvert : vous pouvez voter, argumenter et proposer.",
            name=user.display_name,
        )
    flash(said, "success")
    return enter(user, suite)


def page_left() -> str | None:
    """Return the page this person left to sign up or to sign in."""
    return own_path(session.get(_CAME_FROM))


def remember_page() -> None:
    """Keep the page this person left to sign in, where they go back unless a desk waits for them."""
    left = urlsplit(request.referrer or "")
    is_ours = left.netloc == request.host and not left.path.startswith(_WAYS_IN)
    session[_CAME_FROM] = own_path(left.path) if is_ours else session.get(_CAME_FROM)


def browser_of_request() -> str | None:
    """Return what this browser was given when it asked for something, if it did."""
    kept = session.get(_BROWSER)
    return kept if isinstance(kept, str) else None


def mark_browser() -> str:
    """Give this browser something to be recognised by when it opens the link sent by mail."""
    session[_BROWSER] = browser_of_request() or secrets.token_urlsafe(16)
    return str(session[_BROWSER])


def say_mail_sent(email: str) -> Response:
    """Lead to the page that says to open one's mail, the same whether or not the address is known."""
    session[_MAILED_TO], session[_ASKED_AT] = email, request.path
    return go(url_for("accounts.mail_sent"))


def mailed_to() -> str:
    """Return the address given just before."""
    return str(session.get(_MAILED_TO, ""))


def asked_at() -> str:
    """Return the page where a mail was asked for, to ask for it again."""
    return own_path(session.get(_ASKED_AT)) or url_for("accounts.sign_in")
