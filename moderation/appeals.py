"""The desk of appeals: what waits for another moderator, and the answer."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.permissions import allows, present_actor, requires
from moderation.forms import AnswerForm
from moderation.models import Appeal
from moderation.operations.appeals import answer_appeal
from moderation.queries.appeals import appeal_at, appeals_waiting
from moderation.queries.suspensions import contested_count
from moderation.rules import Permission
from moderation.statement import statement_of_reasons
from moderation.wording import DECIDED

blueprint = Blueprint("moderation_appeals", __name__)


@blueprint.get("/moderation/recours")
@requires(Permission.OPEN_QUEUE)
def waiting() -> str:
    """Show the appeals nobody answered, the oldest first."""
    page = appeals_waiting(present_actor(), cursor=request.args.get("suite"))
    contested = contested_count(present_actor())
    return render_template("moderation/appeals.html", page=page, decided=DECIDED, contested=contested)


@blueprint.get("/moderation/recours/<int:appeal_id>")
@requires(Permission.REVIEW, on=appeal_at)
def case(appeal: Appeal) -> str:
    """Show an appeal with the decision and the text."""
    return _page(AnswerForm(), appeal)


@blueprint.post("/moderation/recours/<int:appeal_id>")
@requires(Permission.ANSWER_APPEAL, on=appeal_at)
def send_answer(appeal: Appeal) -> Answer | tuple[str, int]:
    """Confirm or reverse the contested decision."""
    form = AnswerForm()
    if not form.validate():
        return _page(form, appeal), 422
    reverse = form.outcome.data == "reverse"
    answer_appeal(present_actor(), appeal, form.answer.data, reverse=reverse, at=clock.now())
    flash(_("La décision est annulée.") if reverse else _("La décision est confirmée."), "success")
    return redirect(url_for("moderation_appeals.waiting"))


def _page(form: AnswerForm, appeal: Appeal) -> str:
    return render_template(
        "moderation/appeal_case.html",
        form=form,
        appeal=appeal,
        statement=statement_of_reasons(appeal.decision),
        may_answer=allows(present_actor(), Permission.ANSWER_APPEAL, appeal),
        decided=DECIDED,
    )
