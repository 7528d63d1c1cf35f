"""Sign in with an account people already have, open one from it, link the two and part them."""

from flask import flash, render_template, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.accounts import attempts, provider, queries, sessions
from consult.accounts.emails import clean_email
from consult.accounts.forms import EnterForm, JoinForm
from consult.accounts.models import ContributorKind, User
from consult.accounts.operations import outside as operations
from consult.accounts.provider import Identity
from consult.accounts.rules import Permission
from consult.accounts.views.common import (
    Answer,
    blueprint,
    enter,
    go,
    mark_browser,
    page,
    page_left,
    say_mail_sent,
    welcome,
)
from consult.kit import clock
from consult.kit.addresses import external_url, own_path
from consult.kit.db import database
from consult.kit.errors import Invalid, NotFound
from consult.kit.permissions import present_actor, public, requires

_SUITE = "suite_exterieure"
_SIGN_OUT = "sortie_exterieure"


@blueprint.app_context_processor
def _outside_label() -> dict[str, str]:
    """Give the pages the provider's name; empty, they offer nothing."""
    return {"outside_label": provider.label()}


@blueprint.get("/connexion/exterieure")
@public
def start_outside() -> Response:
    """Lead to the provider; nothing is written but where one was going, in the cookie."""
    answer = provider.start(external_url("accounts.come_back"))
    session[_SUITE] = own_path(request.args.get("suite")) or ""
    return answer


@blueprint.get("/connexion/exterieure/arrivee")
@public
def come_back() -> Answer:
    """Read who comes back from the provider: sign them in, or ask what is missing.

    The protocol leads back by a GET. Its state and nonce, drawn in this browser a moment before, make
    it a gesture of the person; the session it opens is written in a unit of its own.
    """
    if request.args.get("error"):
        flash(
            _(
                "Vous n’êtes pas connecté : la connexion par %(name)s n’est pas allée au bout.",
                name=provider.label(),
            )
        )
        return go(url_for("accounts.sign_in"))
    identity = provider.finish()
    provider.keep(identity)
    if present_actor().is_authenticated:
        return go(url_for("accounts.link_outside"))
    with database().unit_of_work():
        user = queries.holder_of_identity(identity.issuer, identity.subject)
        if user is None:
            return go(url_for("accounts.join"))
        return enter(user, session.pop(_SUITE, None))


@blueprint.route("/connexion/exterieure/inscription", methods=["GET", "POST"])
@public
def join() -> Answer:
    """Ask for a name and the charter, once; an address that has an account leads to it."""
    identity = provider.kept()
    if identity is None or present_actor().is_authenticated:
        return go(url_for("accounts.sign_in"))
    if operations.is_taken(identity):
        return render_template("accounts/known_outside.html", email=identity.email)
    form = JoinForm(display_name=identity.name, email=identity.email)
    if form.validate_on_submit():
        try:
            return _join(identity, form)
        except Invalid as error:
            form.refuse(error)
    return page("join.html", form, proved=identity.email if identity.email_is_proved else "")


def _join(identity: Identity, form: JoinForm) -> Answer:
    at, email = clock.now(), identity.email if identity.email_is_proved else clean_email(form.email.data)
    attempts.count_sign_up(email, request.remote_addr, at=at)
    newcomer = operations.Newcomer(
        email=email,
        display_name=form.display_name.data,
        kind=ContributorKind(form.kind.data),
        browser=mark_browser(),
        then=own_path(session.get(_SUITE)) or page_left(),
        language=str(get_locale() or "fr"),
    )
    if form.is_trapped():
        return say_mail_sent(email)
    user = operations.open_account(identity, newcomer, at=at)
    if user is None:
        provider.forget()
        return say_mail_sent(email)
    return welcome(user, newcomer.then)


@blueprint.get("/mon-compte/compte-exterieur")
@requires(Permission.SEE_OWN_ACCOUNT)
def outside() -> Answer:
    """Say whether an account elsewhere opens this one."""
    user: User = present_actor()
    linked = queries.outside_identities(user)
    if not (provider.label() or linked):
        raise NotFound
    return render_template("accounts/outside.html", linked=linked, user=user)


@blueprint.route("/mon-compte/compte-exterieur/relier", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def link_outside() -> Answer:
    """Ask for the gesture that links the account one comes back from."""
    user, form, identity = present_actor(), EnterForm(), provider.kept()
    if identity is None:
        return go(url_for("accounts.profile"))
    if form.validate_on_submit():
        operations.link(user, identity, provider.label(), at=clock.now())
        sessions.receive(user, identity)
        flash(_("Vos deux comptes sont reliés."), "success")
        return go(url_for("accounts.outside"))
    return page("link_outside.html", form, identity=identity, user=user)


@blueprint.post("/mon-compte/compte-exterieur/delier")
@requires(Permission.SEE_OWN_ACCOUNT)
def unlink_outside() -> Answer:
    """Part the two accounts."""
    operations.unlink(present_actor(), provider.label(), at=clock.now())
    flash(_("Vos deux comptes ne sont plus reliés."), "success")
    return go(url_for("accounts.profile"))


@blueprint.get("/deconnexion/exterieure")
@public
def signed_out() -> Answer:
    """Say that one is still signed in at the provider, and lead there to sign out of it too.

    A link, not a redirection: our policy lets no form of ours end elsewhere.
    """
    address = session.pop(_SIGN_OUT, None)
    return render_template("accounts/signed_out.html", address=address) if address else go("/")


def remember_sign_out(address: str) -> Response:
    """Lead to the page that offers to sign out of the provider too."""
    session[_SIGN_OUT] = address
    return go(url_for("accounts.signed_out"))
