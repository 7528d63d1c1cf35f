"""Where the secretariat records what moved in the region's commitments."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import present_actor, requires
from council.asked.answers import commitment_at, milestone_at
from council.forms.answers import MilestoneForm, StepForm
from council.models import Commitment, Milestone, Progress
from council.operations import commitments
from council.queries.answers import Board, board, state_of
from council.rules.answers import AnswerPermission
from council.wording.answers import PROGRESS, STATES, TONES

blueprint = Blueprint("commitment_desk", __name__, url_prefix="/secretariat")
Page = str | Answer | tuple[str, int]


@blueprint.get("/engagements")
@requires(AnswerPermission.RECORD_PROGRESS)
def listing() -> str:
    """Show the public commitments, those that are late first."""
    today = clock.local(clock.now()).date()
    found = board(Board(today=today))
    states = {one.id: state_of(one, today) for one in found}
    return render_template(
        "council/commitments/desk_list.html", found=found, states=states, labels=STATES, tones=TONES
    )


@blueprint.route("/engagements/<int:commitment_id>", methods=["GET", "POST"])
@requires(AnswerPermission.RECORD_PROGRESS, on=commitment_at)
def record(commitment: Commitment) -> Page:
    """Say what moved in a commitment."""
    form = StepForm(obj=commitment) if commitment.steps else StepForm()
    if form.validate_on_submit():
        try:
            commitments.record_step(present_actor(), commitment, _step(form), at=clock.now())
            flash(_("C’est enregistré. Les personnes dont les textes y ont mené seront prévenues."), "success")
            return redirect(url_for(".record", commitment_id=commitment.id))
        except Invalid as refusal:
            form.refuse(refusal)
    page = _page(commitment, form, MilestoneForm(formdata=None))
    return page, 422 if form.is_submitted() else 200


def _step(form: StepForm) -> commitments.StepDraft:
    return commitments.StepDraft(
        Progress(form.progress.data),
        form.percentage.data or 0,
        form.words.data,
        form.evidence_title.data or "",
        form.evidence_url.data or "",
    )


@blueprint.post("/engagements/<int:commitment_id>/jalons")
@requires(AnswerPermission.RECORD_PROGRESS, on=commitment_at)
def milestone(commitment: Commitment) -> Page:
    """Add a stage to a commitment."""
    form = MilestoneForm()
    if form.validate():
        commitments.add_milestone(commitment, form.title.data, form.due_on.data)
        flash(_("Le jalon est ajouté."), "success")
        return redirect(url_for(".record", commitment_id=commitment.id))
    return _page(commitment, StepForm(formdata=None), form), 422


@blueprint.post("/jalons/<int:milestone_id>/atteint")
@requires(AnswerPermission.RECORD_PROGRESS, on=milestone_at)
def reach(milestone: Milestone) -> Answer:
    """Say that a stage was reached today."""
    commitments.reach_milestone(milestone, clock.local(clock.now()).date())
    flash(_("Le jalon est atteint."), "success")
    return redirect(url_for(".record", commitment_id=milestone.commitment_id))


def _page(commitment: Commitment, form: StepForm, milestone_form: MilestoneForm) -> str:
    return render_template(
        "council/commitments/record.html",
        commitment=commitment,
        form=form,
        milestone_form=milestone_form,
        progress=PROGRESS,
    )
