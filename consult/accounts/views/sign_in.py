"""Sign in, sign out, and choose a new password."""

from flask import flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from consult.accounts import attempts, provider, queries, sessions
from consult.accounts.emails import clean_email
from consult.accounts.forms import EnterForm, LinkForm, NewPasswordForm, SignInForm
from consult.accounts.models import LinkPurpose
from consult.accounts.operations import sign_in as operations
from consult.accounts.operations.links import read_link
from consult.accounts.views.common import Answer, blueprint, enter, go, page, remember_page, say_mail_sent, welcome
from consult.accounts.views.demo import offered_accounts
from consult.accounts.views.outside import remember_sign_out
from consult.kit import clock
from consult.kit.addresses import own_path
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, public


@blueprint.route("/connexion", methods=["GET", "POST"])
@public
def sign_in() -> Answer:
    """Enter with an address and a password."""
    if present_actor().is_authenticated:
        return go(own_path(request.args.get("suite")) or url_for("accounts.profile"))
    form = SignInForm(suite=request.args.get("suite", ""))
    if form.validate_on_submit():
        try:
            return _enter(form)
        except Invalid as error:
            form.refuse(error)
    remember_page()
    return page("sign_in.html", form, demo_accounts=offered_accounts())


def _enter(form: SignInForm) -> Answer:
    email = clean_email(form.email.data)
    attempts.count_sign_in(email, request.remote_addr, at=clock.now())
    return enter(operations.enter_with_password(email, form.password.data), form.suite.data)


@blueprint.post("/deconnexion")
@public
def sign_out() -> Answer:
    """Close the session of this device."""
    actor = present_actor()
    if not actor.is_authenticated:
        return go("/")
    token = queries.outside_token(sessions.hash_token(actor.session_token))
    elsewhere = provider.sign_out_address(token)
    sessions.sign_out(actor)
    return remember_sign_out(elsewhere) if elsewhere else go("/")


@blueprint.route("/connexion/lien", methods=["GET", "POST"])
@public
def link() -> Answer:
    """Ask for a link to enter without a password."""
    form = LinkForm(suite=request.args.get("suite", ""))
    return _ask_for_link(form, LinkPurpose.SIGN_IN) or page("link.html", form)


@blueprint.route("/mot-de-passe-oublie", methods=["GET", "POST"])
@public
def forgotten() -> Answer:
    """Ask for a link to choose a new password."""
    form = LinkForm()
    return _ask_for_link(form, LinkPurpose.RESET) or page("forgotten.html", form)


def _ask_for_link(form: LinkForm, purpose: LinkPurpose) -> Answer | None:
    """Accept the demand and lead to the same page for every address; None when the form must be shown."""
    if not form.validate_on_submit():
        return None
    try:
        email = clean_email(form.email.data)
    except Invalid as error:
        form.refuse(error)
        return None
    at = clock.now()
    attempts.count_mail(email, request.remote_addr, at=at)
    wish = operations.LinkWish(email, purpose, own_path(form.suite.data), str(get_locale() or "fr"))
    operations.ask_for_link(wish, at=at)
    return say_mail_sent(email)


@blueprint.route("/connexion/lien/<token>", methods=["GET", "POST"])
@public
def enter_by_link(token: str) -> Answer:
    """Ask for the gesture that signs in: opening the link changes nothing."""
    at = clock.now()
    form, asked = EnterForm(suite=request.args.get("suite", "")), read_link(token, LinkPurpose.SIGN_IN, at=at)
    is_new = not asked.user.is_confirmed
    if form.validate_on_submit():
        lead = welcome if is_new else enter
        return lead(operations.enter_with_link(token, at=at), form.suite.data)
    return page("enter.html", form, name=asked.user.display_name, email=asked.user.email)


@blueprint.route("/mot-de-passe-oublie/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> Answer:
    """Choose a new password, which closes every session."""
    at = clock.now()
    asked = read_link(token, LinkPurpose.RESET, at=at)
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            user = operations.reset_password(token, form.password.data, at=at)
        except Invalid as error:
            form.refuse(error)
        else:
            flash(_("Votre mot de passe est changé. Vos autres appareils sont déconnectés."), "success")
            return enter(user, None)
    return page("reset.html", form, email=asked.user.email)
