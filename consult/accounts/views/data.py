"""Take one's data away, or erase one's account."""

from flask import Response, flash, render_template, request, session, url_for
from flask_babel import gettext as _

from consult.accounts import exports
from consult.accounts.forms import CharterForm, EraseForm
from consult.accounts.models import User
from consult.accounts.operations import erasure, profile
from consult.accounts.personal_data import TextsFate
from consult.accounts.rules import Permission
from consult.accounts.views.common import Answer, blueprint, go, page
from consult.kit import clock
from consult.kit.addresses import own_path
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, public, requires


@blueprint.get("/mon-compte/donnees")
@requires(Permission.SEE_OWN_ACCOUNT)
def data() -> Answer:
    """Say what is kept, and lead to the archive and to the erasure."""
    return render_template("accounts/data.html")


@blueprint.get("/mon-compte/donnees.zip")
@requires(Permission.SEE_OWN_ACCOUNT)
def data_archive() -> Response:
    """Hand over everything kept of the person."""
    at = clock.now()
    response = Response(exports.personal_archive(present_actor(), at=at), mimetype="application/zip")
    day = clock.local(at).date().isoformat()
    response.headers["Content-Disposition"] = f"attachment; filename=mes-donnees-{day}.zip"
    return response


@blueprint.route("/charte/acceptation", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def accept_charter() -> Answer:
    """Ask again for the charter to be accepted, since it changed or was never asked, then go back."""
    form = CharterForm(suite=request.args.get("suite"))
    if form.validate_on_submit():
        profile.accept_charter(present_actor(), at=clock.now())
        flash(_("Merci : votre accord est enregistré."), "success")
        return go(own_path(form.suite.data) or url_for("accounts.profile"))
    return page("accept_charter.html", form, user=present_actor())


@blueprint.route("/mon-compte/effacer", methods=["GET", "POST"])
@requires(Permission.SEE_OWN_ACCOUNT)
def erase() -> Answer:
    """Erase one's account, choosing what becomes of one's texts."""
    user: User = present_actor()
    form = EraseForm()
    if not user.password_hash:
        form.proof.label.text = _("Votre adresse e-mail, pour confirmer")
        form.proof.render_kw = {"type": "email", "autocomplete": "off"}
    if form.validate_on_submit():
        try:
            erasure.check_proof(user, form.proof.data)
        except Invalid as error:
            form.refuse(error)
        else:
            erasure.erase_user(user, TextsFate(form.fate.data), at=clock.now())
            session.clear()
            return go(url_for("accounts.erased"))
    return page("erase.html", form)


@blueprint.get("/compte-efface")
@public
def erased() -> Answer:
    """Say that the account is no more."""
    return render_template("accounts/erased.html")
