"""The desk page of the site's identity."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.identity.forms import IdentityForm, shown
from consult.identity.operations import change_identity
from consult.identity.rules import Permission
from consult.kit import clock
from consult.kit.colours import DARK_GROUNDS, LIGHT_GROUNDS, least_contrast
from consult.kit.errors import Invalid
from consult.kit.identity import given_identity, present_identity, written_identity
from consult.kit.permissions import requires

blueprint = Blueprint("identity_desk", __name__)
_REFUSED = 422


@blueprint.after_request
def keep_out_of_caches(response: Response) -> Response:
    """Tell caches to keep nothing: the page holds a token."""
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/administration/identite", methods=["GET", "POST"])
@requires(Permission.CHANGE_IDENTITY)
def edit() -> Answer | tuple[str, int]:
    """Show who publishes the site, and change it."""
    form = IdentityForm(data=shown(written_identity(), given_identity()))
    if form.validate_on_submit():
        try:
            change_identity(
                form.draft(), logo=form.sent_logo(), removes_logo=form.removes_logo.data, at=clock.now()
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(
                _("L’identité du site est enregistrée. Les pages déjà ouvertes la prendront dans la minute."),
                "success",
            )
            return redirect(url_for("identity_desk.edit"), 303)
    tones = present_identity().tones
    page = render_template(
        "identity/edit.html",
        form=form,
        ratios=[
            (_("sur fond clair"), tones.on_light, least_contrast(tones.on_light, LIGHT_GROUNDS)),
            (_("sur fond sombre"), tones.on_dark, least_contrast(tones.on_dark, DARK_GROUNDS)),
        ],
    )
    return page, _REFUSED if request.method == "POST" else 200
