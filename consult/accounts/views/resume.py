"""Open again a session that ended while someone wrote, on a page that keeps their words.

The words travel in the page itself: nothing of them is kept here before they are sent.
"""

from flask import Flask, Response, g, make_response, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from consult.accounts import attempts, devices, queries, sessions
from consult.accounts.emails import clean_email
from consult.accounts.forms import SignInForm
from consult.accounts.models import User
from consult.accounts.operations import sign_in as operations
from consult.accounts.views.common import blueprint
from consult.kit import clock
from consult.kit.addresses import own_path
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, public
from consult.kit.typed_again import Typed, sign_in_pages, typed_of

_OURS = "reprise"
_ENDED, _STALE = 401, 403


def ask_to_sign_in(typed: Typed, bound_for: str, left: str) -> Response:
    """Return the page that keeps these words while one signs in, then sends them where they were going."""
    form = SignInForm(formdata=None, prefix=_OURS, suite=left)
    return _kept(form, typed, bound_for, _STALE if present_actor().is_authenticated else _ENDED)


@blueprint.post("/connexion/reprise")
@public
def resume() -> Response:
    """Sign in, and show again the words that were kept, ready to be sent.

    Whoever signed in meanwhile in another tab holds a new token, and changes nothing here: the token is asked by
    the form alone, which is read only to sign in.
    """
    form = SignInForm(prefix=_OURS)
    fields = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith(_OURS)]
    typed = typed_of(fields)
    status = 200 if present_actor().is_authenticated or _signs_in(form) else 422
    return _kept(form, typed, own_path(request.form.get(f"{_OURS}-vers")) or "/", status)


def init_app(app: Flask) -> None:
    """Let the pages of a refusal keep what was typed."""
    sign_in_pages.add(app, ask_to_sign_in)
    app.extensions["csrf"].exempt(resume)


def _signs_in(form: SignInForm) -> bool:
    """Open the session of whoever gives their password; one with a second factor goes on from there."""
    if f"{_OURS}-ailleurs" in request.form:
        form.refuse(Invalid(_l("Connectez-vous d’abord dans l’autre onglet, ou ici.")))
        return False
    if not form.validate_on_submit():
        return False
    try:
        email = clean_email(form.email.data)
        attempts.count_sign_in(email, request.remote_addr, at=clock.now())
        _open(operations.enter_with_password(email, form.password.data), form.suite.data)
    except Invalid as error:
        form.refuse(error)
        return False
    return True


def _open(user: User, left: str | None) -> None:
    at = clock.now()
    if queries.second_factor(user) is None:
        sessions.sign_in(user, devices.describe(request.user_agent.string), at=at)
    else:
        sessions.stop_halfway(user, own_path(left), at=at)
    # The token of this request was drawn for the visitor: the page that follows needs that of the new session.
    g.pop("csrf_token", None)


def _kept(form: SignInForm, typed: Typed, bound_for: str, status: int) -> Response:
    is_halfway = sessions.halfway(at=clock.now()) is not None
    elsewhere = "accounts.second_step" if is_halfway else "accounts.sign_in"
    page = render_template(
        "accounts/resume.html",
        form=form,
        typed=typed,
        bound_for=bound_for,
        signed_in=present_actor().is_authenticated,
        halfway=is_halfway,
        elsewhere=url_for(elsewhere, suite=None if is_halfway else form.suite.data or None),
    )
    answer = make_response(page, status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
