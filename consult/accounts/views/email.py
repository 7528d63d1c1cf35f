"""Change the address one signs in with."""

from flask import flash, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from consult.accounts import attempts
from consult.accounts.emails import clean_email
from consult.accounts.forms import EmailForm, EnterForm
from consult.accounts.models import User
from consult.accounts.operations import email as operations
from consult.accounts.rules import Permission
from consult.accounts.views.common import Answer, blueprint, go, page, say_mail_sent
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires


@blueprint.route("/mon-compte/adresse", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def email() -> Answer:
    """Ask for another address: the same answer whether or not someone has it."""
    user: User = present_actor()
    form = EmailForm()
    if not user.password_hash:
        del form.password
    if form.validate_on_submit():
        try:
            return _ask(user, form)
        except Invalid as error:
            form.refuse(error)
    return page("email.html", form, email=user.email, has_password=bool(user.password_hash))


def _ask(user: User, form: EmailForm) -> Answer:
    at, wanted = clock.now(), clean_email(form.email.data)
    attempts.count_mail(wanted, request.remote_addr, at=at)
    password = form.password.data if user.password_hash else ""
    operations.ask_to_change(user, wanted, password, language=str(get_locale() or "fr"), at=at)
    return say_mail_sent(wanted)


@blueprint.route("/mon-compte/adresse/<token>", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def confirm_email(token: str) -> Answer:
    """Ask for the gesture that changes the address: opening the link changes nothing."""
    user, at, form = present_actor(), clock.now(), EnterForm()
    if form.validate_on_submit():
        operations.change_email(user, token, at=at)
        flash(_("Votre adresse est changée. Vos autres appareils sont déconnectés."), "success")
        return go(url_for("accounts.profile"))
    link = operations.read_change(user, token, at=at)
    return page("confirm_email.html", form, former=user.email, wanted=link.new_email)
