"""Tie a second factor to one's account, show it to sign in, and untie it."""

from dataclasses import dataclass
from typing import cast

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from itsdangerous import BadSignature, URLSafeTimedSerializer

from consult.accounts import attempts, codes, queries, sessions
from consult.accounts.forms import CodeForm, EnrolForm, TurnOffForm
from consult.accounts.models import User
from consult.accounts.operations import second_factor as operations
from consult.accounts.rules import Permission
from consult.accounts.views.common import Answer, blueprint, go, open_session, page
from consult.kit import clock
from consult.kit.addresses import own_path
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, public, requires
from consult.settings import Settings

_OFFER_SECONDS = 3600


@dataclass(frozen=True)
class Offer:
    """What a generator is shown: the secret as a picture and in groups of letters."""

    picture: str
    key: str
    address: str


@blueprint.route("/connexion/code", methods=["GET", "POST"])
@public
def second_step() -> Answer:
    """Ask for the second factor of whoever has just shown a password or a link."""
    at = clock.now()
    awaited = sessions.halfway(at=at)
    if awaited is None:
        return go(url_for("accounts.sign_in"))
    form = CodeForm()
    if form.validate_on_submit():
        attempts.count_code(awaited.user_id, request.remote_addr, at=at)
        try:
            return _go_on(awaited, form.code.data)
        except Invalid as error:
            form.refuse(error)
    return page("second_step.html", form)


def _go_on(awaited: sessions.Halfway, code: str) -> Answer:
    """Open the session, in place of the one that had shown no code."""
    user = operations.show(awaited.user_id, code, at=clock.now())
    if present_actor().is_authenticated:
        sessions.sign_out(present_actor())
    return open_session(user, awaited.suite, second_factor=True)


@blueprint.get("/mon-compte/deux-etapes")
@requires(Permission.SEE_OWN_ACCOUNT)
def second_factor() -> Answer:
    """Say whether a generator is tied, and what one may do about it."""
    user: User = present_actor()
    return render_template(
        "accounts/second_factor.html",
        tied=queries.second_factor(user),
        left=queries.recovery_codes_left(user),
        required=bool(user.grants),
        exempt=_settings().demo and user.fictitious,
    )


@blueprint.route("/mon-compte/deux-etapes/activer", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def enrol_second_factor() -> Answer:
    """Show a secret to a generator, then tie it once it shows the right code."""
    user: User = present_actor()
    if queries.second_factor(user):
        return _show_it(user)
    form = EnrolForm(suite=request.args.get("suite", ""))
    secret = _read_offer(user, form.offer.data)
    if form.validate_on_submit():
        try:
            return _tie(user, secret, form)
        except Invalid as error:
            form.refuse(error)
    secret = secret or codes.new_secret()
    form.offer.data = _signer(user).dumps(secret)
    return page("enrol.html", form, offer=_offer(user, secret), required=user.roles_wait)


def _show_it(user: User) -> Answer:
    """Lead to the page that asks for a code a session which has shown none, as one opened before the role."""
    if not user.roles_wait:
        return go(url_for("accounts.second_factor"))
    sessions.stop_halfway(user, own_path(request.args.get("suite")), at=clock.now())
    return go(url_for("accounts.second_step"))


def _tie(user: User, secret: str | None, form: EnrolForm) -> Answer:
    at = clock.now()
    if secret is None:
        raise Invalid(_("Photographiez le nouveau dessin, puis recopiez le code : l’ancien a expiré."), "code")
    attempts.count_code(user.id, request.remote_addr, at=at)
    drawn = operations.enrol(user, secret, form.code.data, at=at)
    return _show_once(drawn, own_path(form.suite.data))


@blueprint.route("/mon-compte/deux-etapes/codes-de-secours", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def renew_recovery_codes() -> Answer:
    """Draw new recovery codes, shown this once."""
    user, at = present_actor(), clock.now()
    if queries.second_factor(user) is None:
        return go(url_for("accounts.second_factor"))
    form = CodeForm()
    if form.validate_on_submit():
        attempts.count_code(user.id, request.remote_addr, at=at)
        try:
            return _show_once(operations.renew_recovery_codes(user, form.code.data, at=at), None)
        except Invalid as error:
            form.refuse(error)
    return page("renew_codes.html", form)


@blueprint.route("/mon-compte/deux-etapes/desactiver", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def turn_off_second_factor() -> Answer:
    """Untie the generator, by who knows the password and shows a code."""
    user, at = present_actor(), clock.now()
    if queries.second_factor(user) is None:
        return go(url_for("accounts.second_factor"))
    form = TurnOffForm()
    if not user.password_hash:
        del form.password
    if form.validate_on_submit():
        attempts.count_code(user.id, request.remote_addr, at=at)
        try:
            return _untie(user, form)
        except Invalid as error:
            form.refuse(error)
    return page("turn_off.html", form, has_password=bool(user.password_hash), required=bool(user.grants))


def _untie(user: User, form: TurnOffForm) -> Answer:
    password = form.password.data if user.password_hash else ""
    operations.turn_off(user, password, form.code.data, at=clock.now())
    flash(_("La validation en deux étapes est désactivée."), "success")
    return go(url_for("accounts.second_factor"))


def _show_once(drawn: list[str], suite: str | None) -> Answer:
    return render_template(
        "accounts/recovery_codes.html", codes=drawn, then=suite or url_for("accounts.second_factor")
    )


def _offer(user: User, secret: str) -> Offer:
    address = codes.address(secret, str(user.email), _settings().site_name)
    groups = (secret[start : start + 4] for start in range(0, len(secret), 4))
    return Offer(codes.picture(address), " ".join(groups), address)


def _signer(user: User) -> URLSafeTimedSerializer:
    """Sign what was offered to this person, so that nobody ties a secret of their own choice to another."""
    return URLSafeTimedSerializer(str(current_app.secret_key), salt=f"second-factor-{user.id}")


def _read_offer(user: User, signed: str | None) -> str | None:
    """Return the secret offered less than an hour ago; the form then shows another."""
    try:
        return str(_signer(user).loads(signed or "", max_age=_OFFER_SECONDS))
    except BadSignature:
        return None


def _settings() -> Settings:
    return cast("Settings", current_app.extensions["consult_settings"])
