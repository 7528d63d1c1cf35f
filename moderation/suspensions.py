"""Warnings and suspensions: the moderators' pages, and those of the person concerned."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import user_logged_in
from werkzeug.wrappers import Response as Answer

from consult.accounts.models import AnyActor, User
from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from contributions.models import Contribution
from contributions.queries.visibility import moderated_consultations
from moderation.charter import cited
from moderation.forms import AnswerForm, AppealForm, SanctionForm
from moderation.models import Degree, Suspension
from moderation.operations.appeals import ALREADY_CONTESTED
from moderation.operations.suspensions import (
    Sanction,
    answer_suspension,
    contest_suspension,
    lift_suspension,
    suspend,
)
from moderation.queries.cases import text_to_review
from moderation.queries.charters import rules_in_force
from moderation.queries.suspensions import suspension_at, suspensions_of, suspensions_page
from moderation.rules import Permission
from moderation.wording import DEGREES

blueprint = Blueprint("moderation_suspensions", __name__)


# --- the moderators' desk -------------------------------------------------------------


@blueprint.get("/moderation/<int:contribution_id>/suspension")
@requires(Permission.SUSPEND, on=text_to_review)
def ask(text: Contribution) -> str:
    """Ask what is decided about the author of a text."""
    return _sanction_page(SanctionForm(), text)


@blueprint.post("/moderation/<int:contribution_id>/suspension")
@requires(Permission.SUSPEND, on=text_to_review)
def send(text: Contribution) -> Answer | tuple[str, int]:
    """Warn or suspend, and show what was decided."""
    form = SanctionForm()
    if not form.validate():
        return _sanction_page(form, text), 422
    try:
        decided = suspend(present_actor(), text, _sanction(form), at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _sanction_page(form, text), 422
    flash(_("C’est fait : la personne reçoit les raisons et la façon de les contester."), "success")
    return redirect(url_for("moderation_suspensions.case", suspension_id=decided.id))


@blueprint.get("/moderation/suspensions")
@requires(Permission.OPEN_QUEUE)
def listed() -> str:
    """Show what was done about accounts, what is contested first."""
    page = suspensions_page(present_actor(), cursor=request.args.get("suite"))
    return render_template("moderation/suspensions.html", page=page, degrees=DEGREES, at=clock.now())


@blueprint.get("/moderation/suspensions/<int:suspension_id>")
@requires(Permission.REVIEW, on=suspension_at)
def case(suspension: Suspension) -> str:
    """Show a sanction with its text and, when it is contested, the way to answer."""
    return _case_page(AnswerForm(), suspension)


@blueprint.post("/moderation/suspensions/<int:suspension_id>")
@requires(Permission.ANSWER_SUSPENSION, on=suspension_at)
def send_answer(suspension: Suspension) -> Answer | tuple[str, int]:
    """Confirm or reverse what is contested."""
    form = AnswerForm()
    if not form.validate():
        return _case_page(form, suspension), 422
    reverse = form.outcome.data == "reverse"
    answer_suspension(present_actor(), suspension, form.answer.data, reverse=reverse, at=clock.now())
    flash(_("La décision est annulée.") if reverse else _("La décision est confirmée."), "success")
    return redirect(url_for("moderation_suspensions.listed"))


@blueprint.post("/moderation/suspensions/<int:suspension_id>/lever")
@requires(Permission.LIFT_SUSPENSION, on=suspension_at)
def lift(suspension: Suspension) -> str | Answer:
    """End a suspension before its day; reasons typed for a waiting appeal stay on the page."""
    form = AnswerForm()
    if lift_suspension(suspension, present_actor(), at=clock.now()):
        flash(_("La suspension est levée : cette personne peut de nouveau participer."), "success")
    if form.answer.data:
        return _case_page(form, suspension)
    return redirect(url_for("moderation_suspensions.case", suspension_id=suspension.id))


# --- the person concerned -------------------------------------------------------------


@blueprint.get("/mon-compte/moderation")
@requires(Permission.SEE_OWN_SUSPENSIONS)
def own() -> str:
    """List what was done about one's own account."""
    return render_template(
        "moderation/own_suspensions.html",
        suspensions=[(one, _may_contest(one)) for one in suspensions_of(present_actor())],
        degrees=DEGREES,
        at=clock.now(),
    )


@blueprint.get("/suspensions/<int:suspension_id>")
@requires(Permission.READ_SUSPENSION, on=suspension_at)
def show(suspension: Suspension) -> str:
    """Give the person the reasons of what was decided about their account."""
    may_appeal = _may_contest(suspension)
    return render_template("moderation/suspension.html", may_appeal=may_appeal, **_told(suspension))


@blueprint.get("/suspensions/<int:suspension_id>/recours")
@requires(Permission.CONTEST_SUSPENSION, on=suspension_at)
def contest(suspension: Suspension) -> str | Answer:
    """Ask why someone contests it; the second time, show where the first appeal stands."""
    if suspension.appealed_at is not None:
        flash(str(ALREADY_CONTESTED), "info")
        return redirect(url_for("moderation_suspensions.show", suspension_id=suspension.id))
    return render_template("moderation/suspension_appeal.html", form=AppealForm(), **_told(suspension))


@blueprint.post("/suspensions/<int:suspension_id>/recours")
@requires(Permission.CONTEST_SUSPENSION, on=suspension_at)
def send_contest(suspension: Suspension) -> Answer | tuple[str, int]:
    """Take the appeal, and show what it is against."""
    form = AppealForm()
    if not form.validate():
        return render_template("moderation/suspension_appeal.html", form=form, **_told(suspension)), 422
    contest_suspension(suspension, form.text.data, at=clock.now())
    flash(_("Votre recours est enregistré. Une autre personne va vous répondre."), "success")
    return redirect(url_for("moderation_suspensions.show", suspension_id=suspension.id))


# --- told on entering -----------------------------------------------------------------


def tell_at_sign_in(app: Flask) -> None:
    """Tell whoever signs in that their account is suspended, and where the reasons are."""
    user_logged_in.connect(_tell_who_enters, app)


def _tell_who_enters(_app: Flask, user: User) -> None:
    if is_suspended(user):
        flash(
            _("Votre compte est suspendu. Vous pouvez lire, emporter vos données et contester cette décision."),
            "warning",
        )


def is_suspended(actor: AnyActor) -> bool:
    """Say whether someone may not write, here or anywhere."""
    at = clock.now()
    return isinstance(actor, User) and any(at < held.until for held in actor.restrictions)


def _sanction(form: SanctionForm) -> Sanction:
    return Sanction(
        Degree(form.degree.data),
        form.rule.data,
        everywhere=form.everywhere.data,
        explanation=form.explanation.data or "",
        fact=form.fact.data or "",
    )


def _sanction_page(form: SanctionForm, text: Contribution) -> str:
    form.offer(rules_in_force(text.consultation_id))
    moderates_all = moderated_consultations(present_actor()) is None
    before = suspensions_of(text.author) if text.author else []
    return render_template(
        "moderation/suspend.html",
        form=form,
        text=text,
        before=before,
        degrees=DEGREES,
        moderates_all=moderates_all,
    )


def _case_page(form: AnswerForm, suspension: Suspension) -> str:
    actor, at = present_actor(), clock.now()
    return render_template(
        "moderation/suspension_case.html",
        form=form,
        may_answer=allows(actor, Permission.ANSWER_SUSPENSION, suspension),
        may_lift=suspension.is_held(at) and allows(actor, Permission.LIFT_SUSPENSION, suspension),
        **_told(suspension),
    )


def _may_contest(suspension: Suspension) -> bool:
    return allows(present_actor(), Permission.CONTEST_SUSPENSION, suspension) and not suspension.appealed_at


def _told(suspension: Suspension) -> dict[str, object]:
    return {"suspension": suspension, "rule": cited(suspension), "degrees": DEGREES, "at": clock.now()}
