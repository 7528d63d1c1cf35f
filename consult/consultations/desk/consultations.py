"""The desk's pages of consultations: what is next, the list, each one's file, and its life."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from consult.consultations import operations, presentation, queries
from consult.consultations.forms import ConsultationForm, NewConsultationForm, ReasonForm, written
from consult.consultations.loading import consultation_at
from consult.consultations.models import Consultation, ConsultationStatus
from consult.consultations.readiness import is_short, what_is_missing
from consult.consultations.rules import Permission
from consult.consultations.slots import Beginning, NextStep, beginnings, desk_facts, next_steps
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from consult.territories.models import TerritoryLevel
from consult.territories.queries import of_levels

blueprint = Blueprint("secretariat", __name__)
Answer = str | Response | tuple[str, int]
_REFUSED = 422


@blueprint.get("/secretariat")
@requires(Permission.MANAGE_CONSULTATIONS)
def home() -> str:
    """Show what waits for this person, the most pressing first."""
    actor, at = present_actor(), clock.now()
    steps = [step for source in next_steps for step in source(actor, at)]
    return render_template(
        "consultations/desk/home.html",
        steps=sorted(steps, key=_due_on),
        today=clock.local(at).date(),
        may_create=allows(actor, Permission.CREATE_CONSULTATION),
    )


def _due_on(step: NextStep) -> date:
    return step.due_on or date.min


@blueprint.get("/secretariat/consultations")
@requires(Permission.MANAGE_CONSULTATIONS)
def listing() -> str:
    """Show the consultations this person runs."""
    actor = present_actor()
    return render_template(
        "consultations/desk/list.html",
        page=queries.run_listing(actor, request.args.get("suite")),
        may_create=allows(actor, Permission.CREATE_CONSULTATION),
        at=clock.now(),
        say=presentation,
    )


@blueprint.get("/secretariat/consultations/<slug>")
@requires(Permission.READ_DESK, on=consultation_at)
def show(consultation: Consultation) -> str:
    """Show the file of a consultation: what it owes, its texts, phases, themes, documents and changes."""
    at = clock.now()
    return render_template(
        "consultations/desk/show.html",
        consultation=consultation,
        missing=what_is_missing(consultation, at) if consultation.status is ConsultationStatus.DRAFT else [],
        nodes=queries.flat_tree(queries.theme_tree(consultation.themes)),
        documents=queries.documents_of(consultation),
        facts=[fact for told in desk_facts for fact in told(consultation)],
        changes=queries.changes_of(consultation),
        may_edit=allows(present_actor(), Permission.EDIT_CONSULTATION, consultation),
        at=at,
        say=presentation,
    )


# --- writing --------------------------------------------------------------------------


@blueprint.route("/secretariat/nouvelle-consultation", methods=["GET", "POST"])
@requires(Permission.CREATE_CONSULTATION)
def create() -> Answer:
    """Write a new consultation, which begins as a draft."""
    beginning = _beginning()
    form = NewConsultationForm(data=beginning.values if beginning else None)
    form.spare_reason()
    _offer_territories(form)
    if form.validate_on_submit():
        try:
            created = operations.create_consultation(
                present_actor(), form.draft(), slug=form.slug.data or "", at=clock.now()
            )
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            if beginning is not None:
                beginning.created(created)
            flash(_("Le brouillon est créé. Donnez-lui des phases et des thèmes."), "success")
            return redirect(url_for("secretariat.show", slug=created.slug))
    return _form_page("consultations/desk/create.html", form)


def _beginning() -> Beginning | None:
    """Return what another room wants this consultation for, when its page led here."""
    wanted = request.args.get("depuis", "")
    offered = (begin(present_actor(), wanted) for begin in beginnings)
    return next((one for one in offered if one is not None), None)


@blueprint.route("/secretariat/consultations/<slug>/textes", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION, on=consultation_at)
def edit(consultation: Consultation) -> Answer:
    """Change the texts and the choices of a consultation."""
    form = ConsultationForm(data=written(consultation))
    if not (consultation.short_reason or is_short(consultation, clock.now())):
        form.spare_reason()
    _offer_territories(form)
    if form.validate_on_submit():
        try:
            operations.edit_consultation(consultation, form.draft(), at=clock.now())
        except Invalid as refusal:
            form.refuse(refusal)
        else:
            flash(_("Les textes sont enregistrés."), "success")
            return redirect(url_for("secretariat.show", slug=consultation.slug))
    return _form_page("consultations/desk/edit.html", form, consultation)


def _offer_territories(form: ConsultationForm) -> None:
    found = of_levels(TerritoryLevel.REGION, TerritoryLevel.DEPARTMENT, TerritoryLevel.EPCI)
    order = list(TerritoryLevel)
    form.offer(sorted(found, key=lambda one: order.index(one.level)))


def _form_page(template: str, form: object, consultation: Consultation | None = None) -> tuple[str, int]:
    page = render_template(template, form=form, consultation=consultation)
    return page, _REFUSED if request.method == "POST" else 200


# --- its life -------------------------------------------------------------------------


@blueprint.route("/secretariat/consultations/<slug>/publier", methods=["GET", "POST"])
@requires(Permission.PUBLISH_CONSULTATION, on=consultation_at)
def publish(consultation: Consultation) -> Answer:
    """Ask before making a consultation public, saying what it still owes."""
    at = clock.now()
    operations.check_transition(consultation, ConsultationStatus.PUBLISHED)
    missing = what_is_missing(consultation, at)
    if request.method == "POST" and not missing:
        operations.publish_consultation(present_actor(), consultation, at=at)
        flash(_("La consultation est publique."), "success")
        return redirect(url_for("secretariat.show", slug=consultation.slug))
    page = render_template(
        "consultations/desk/publish.html", consultation=consultation, missing=missing, at=at, say=presentation
    )
    return page, _REFUSED if request.method == "POST" else 200


@blueprint.route("/secretariat/consultations/<slug>/clore", methods=["GET", "POST"])
@requires(Permission.CLOSE_CONSULTATION, on=consultation_at)
def close(consultation: Consultation) -> Answer:
    """Ask why before closing a consultation for good."""
    operations.check_transition(consultation, ConsultationStatus.CLOSED)
    form = ReasonForm()
    if form.validate_on_submit():
        operations.close_consultation(present_actor(), consultation, form.reason.data, at=clock.now())
        flash(_("La consultation est close."), "success")
        return redirect(url_for("secretariat.show", slug=consultation.slug))
    return _form_page("consultations/desk/close.html", form, consultation)


@blueprint.route("/secretariat/consultations/<slug>/retirer", methods=["GET", "POST"])
@requires(Permission.PUBLISH_CONSULTATION, on=consultation_at)
def withdraw(consultation: Consultation) -> Answer:
    """Ask why before taking back a consultation that has not begun."""
    operations.check_transition(consultation, ConsultationStatus.DRAFT)
    form = ReasonForm()
    if form.validate_on_submit():
        operations.withdraw_consultation(present_actor(), consultation, form.reason.data, at=clock.now())
        flash(_("La consultation n’est plus publique : c’est de nouveau un brouillon."), "success")
        return redirect(url_for("secretariat.show", slug=consultation.slug))
    return _form_page("consultations/desk/withdraw.html", form, consultation)
