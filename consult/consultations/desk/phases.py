"""The desk's pages of phases."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.consultations import operations, presentation
from consult.consultations.forms import PhaseForm
from consult.consultations.loading import consultation_at, phase_at
from consult.consultations.models import Consultation, Phase
from consult.consultations.rules import Permission
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import requires

blueprint = Blueprint("secretariat_phases", __name__, url_prefix="/secretariat/consultations/<slug>/phases")
Answer = str | Response | tuple[str, int]
_REFUSED = 422


@blueprint.route("/nouvelle", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=consultation_at)
def add(consultation: Consultation) -> Answer:
    """Plan a new phase."""
    form = PhaseForm()
    if form.validate_on_submit():
        try:
            operations.add_phase(consultation, form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("La phase est ajoutée."), "success")
            return _back_to(consultation)
    return _form_page(form, consultation, None)


@blueprint.route("/<int:phase_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=phase_at)
def edit(phase: Phase) -> Answer:
    """Change the dates of a phase, or what it opens."""
    form = PhaseForm(obj=phase)
    if form.validate_on_submit():
        try:
            operations.edit_phase(phase, form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("La phase est enregistrée."), "success")
            return _back_to(phase.consultation)
    return _form_page(form, phase.consultation, phase)


@blueprint.route("/<int:phase_id>/oter", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=phase_at)
def remove(phase: Phase) -> Answer:
    """Ask before removing a phase."""
    consultation = phase.consultation
    if request.method == "POST":
        operations.remove_phase(phase, at=clock.now())
        flash(_("La phase est ôtée."), "success")
        return _back_to(consultation)
    return render_template(
        "consultations/desk/remove.html",
        consultation=consultation,
        heading=_("Ôter la phase « %(title)s »", title=phase.title),
        text=_(
            "Elle est prévue %(span)s. Elle disparaîtra du calendrier.",
            span=presentation.span(phase.opens_at, phase.closes_at),
        ),
        label=_("Ôter la phase"),
    )


def _back_to(consultation: Consultation) -> Response:
    return redirect(url_for("secretariat.show", slug=consultation.slug, _anchor="phases"))


def _form_page(form: PhaseForm, consultation: Consultation, phase: Phase | None) -> tuple[str, int]:
    page = render_template("consultations/desk/phase.html", form=form, consultation=consultation, phase=phase)
    return page, _REFUSED if request.method == "POST" else 200
