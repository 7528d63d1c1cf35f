"""Accept an invitation received by mail."""

from flask import flash, url_for
from flask_babel import gettext as _

from consult.accounts import labels, queries, scopes
from consult.accounts.forms import AcceptForm, EnterForm
from consult.accounts.models import ContributorKind
from consult.accounts.operations import invitations
from consult.accounts.views.common import Answer, blueprint, go, page, welcome
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import public


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@public
def invitation(token: str) -> Answer:
    """Ask for what an account needs, or for one gesture from who has one: opening the link changes nothing."""
    offer = invitations.read_invitation(token, at=clock.now())
    user = queries.user_by_email(offer.email)
    known = user is not None and user.is_confirmed
    form = EnterForm() if known else AcceptForm()
    if form.validate_on_submit():
        try:
            return _accept_known(token) if known else _accept_new(token, form)
        except Invalid as error:
            form.refuse(error)
    role = labels.held(offer.role, offer.consultation_id, scopes.titles())
    return page("invitation.html", form, role=role, email=offer.email, known=known)


def _accept_known(token: str) -> Answer:
    """Give the role without signing in: this link lives longer than a link that signs in."""
    invitations.accept(token, None, at=clock.now())
    flash(_("Le rôle vous est confié. Connectez-vous pour l’exercer."), "success")
    return go(url_for("accounts.sign_in"))


def _accept_new(token: str, form: AcceptForm) -> Answer:
    newcomer = invitations.Newcomer(form.display_name.data, ContributorKind(form.kind.data), form.password.data)
    return welcome(invitations.accept(token, newcomer, at=clock.now()), None)
