"""The desk's pages of themes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.consultations import operations, queries
from consult.consultations.forms import ThemeForm
from consult.consultations.loading import consultation_at, theme_at
from consult.consultations.models import Consultation, Theme
from consult.consultations.rules import Permission
from consult.kit.errors import Invalid
from consult.kit.permissions import requires

blueprint = Blueprint("secretariat_themes", __name__, url_prefix="/secretariat/consultations/<slug>/themes")
Answer = str | Response | tuple[str, int]
_REFUSED = 422


@blueprint.route("/nouveau", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=consultation_at)
def add(consultation: Consultation) -> Answer:
    """Write a new theme."""
    form = ThemeForm()
    _offer_parents(form, consultation, None)
    if form.validate_on_submit():
        try:
            operations.add_theme(consultation, form.draft())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le thème est ajouté."), "success")
            return _back_to(consultation)
    return _form_page(form, consultation, None)


@blueprint.route("/<int:theme_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=theme_at)
def edit(theme: Theme) -> Answer:
    """Change the words of a theme, or where it stands."""
    form = ThemeForm(obj=theme)
    _offer_parents(form, theme.consultation, theme)
    if form.validate_on_submit():
        try:
            operations.edit_theme(theme, form.draft())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Le thème est enregistré."), "success")
            return _back_to(theme.consultation)
    return _form_page(form, theme.consultation, theme)


@blueprint.post("/<int:theme_id>/monter")
@requires(Permission.EDIT_CONSULTATION, on=theme_at)
def move_up(theme: Theme) -> Answer:
    """Put a theme before the one that precedes it."""
    operations.move_theme(theme, -1)
    return _back_to(theme.consultation)


@blueprint.post("/<int:theme_id>/descendre")
@requires(Permission.EDIT_CONSULTATION, on=theme_at)
def move_down(theme: Theme) -> Answer:
    """Put a theme after the one that follows it."""
    operations.move_theme(theme, +1)
    return _back_to(theme.consultation)


@blueprint.route("/<int:theme_id>/oter", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=theme_at)
def remove(theme: Theme) -> Answer:
    """Ask before removing a theme."""
    consultation = theme.consultation
    if request.method == "POST":
        operations.remove_theme(theme)
        flash(_("Le thème est ôté."), "success")
        return _back_to(consultation)
    return render_template(
        "consultations/desk/remove.html",
        consultation=consultation,
        heading=_("Ôter le thème « %(title)s »", title=theme.title),
        text=_("Un thème qui contient des contributions ou des sous-thèmes ne peut pas être ôté."),
        label=_("Ôter le thème"),
    )


def _offer_parents(form: ThemeForm, consultation: Consultation, edited: Theme | None) -> None:
    nodes = queries.flat_tree(queries.theme_tree(consultation.themes))
    form.offer([(node.theme, node.depth) for node in nodes if node.theme is not edited])


def _back_to(consultation: Consultation) -> Response:
    return redirect(url_for("secretariat.show", slug=consultation.slug, _anchor="themes"))


def _form_page(form: ThemeForm, consultation: Consultation, theme: Theme | None) -> tuple[str, int]:
    page = render_template("consultations/desk/theme.html", form=form, consultation=consultation, theme=theme)
    return page, _REFUSED if request.method == "POST" else 200
