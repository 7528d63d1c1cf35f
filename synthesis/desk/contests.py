"""The provisional synthesis on the secretariat's desk: open it, read what people say, answer each."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answered
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import ContestAsked, contest_at, synthesis_at
from synthesis.forms import AnswerForm, ProvisionalForm
from synthesis.models import ContestAnswer, Synthesis
from synthesis.operations.arranging import UNGROUPED
from synthesis.operations.contesting import Answer, answer_contest, chapter_of, close_provisional, open_provisional
from synthesis.queries.contests import contests_of, counts_of
from synthesis.reading import shelf_of, topics_placing
from synthesis.rules import Permission
from synthesis.wording import CONTEST_ANSWERS, CONTEST_KINDS

blueprint = Blueprint("synthesis_answers", __name__, url_prefix="/secretariat/syntheses/<int:synthesis_id>")
_USUAL_OPENING = timedelta(days=14)


@blueprint.get("/provisoire")
@requires(Permission.ANSWER, on=synthesis_at)
def opening(synthesis: Synthesis) -> str:
    """Ask from when to when contributors may read the draft and answer."""
    at = clock.now()
    form = ProvisionalForm(formdata=None, opens_at=synthesis.provisional_from or at, until=at + _USUAL_OPENING)
    return render_template("synthesis/desk/provisional.html", synthesis=synthesis, form=form)


@blueprint.post("/provisoire")
@requires(Permission.ANSWER, on=synthesis_at)
def open_to_contributors(synthesis: Synthesis) -> str | Answered | tuple[str, int]:
    """Open the draft to those who contributed, who are told once."""
    form = ProvisionalForm()
    page = "synthesis/desk/provisional.html"
    if not form.validate():
        return render_template(page, synthesis=synthesis, form=form), 422
    try:
        open_provisional(present_actor(), synthesis, form.opens_at.data, form.until.data, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return render_template(page, synthesis=synthesis, form=form), 422
    flash(
        _("La synthèse provisoire s’ouvre aux personnes qui ont contribué ; un message les prévient."), "success"
    )
    return redirect(url_for("synthesis_desk.show", synthesis_id=synthesis.id))


@blueprint.post("/provisoire/fermer")
@requires(Permission.ANSWER, on=synthesis_at)
def close(synthesis: Synthesis) -> Answered:
    """Close the provisional synthesis before its end."""
    close_provisional(present_actor(), synthesis, at=clock.now())
    flash(_("La synthèse provisoire est fermée."), "success")
    return redirect(url_for("synthesis_desk.show", synthesis_id=synthesis.id))


@blueprint.get("/contestations")
@requires(Permission.SEE_DRAFT, on=synthesis_at)
def contests(synthesis: Synthesis) -> str:
    """List what contributors say of the place of their texts, the unanswered first."""
    return render_template(
        "synthesis/desk/contests.html",
        synthesis=synthesis,
        contests=contests_of(synthesis),
        counts=counts_of(synthesis),
        kinds=CONTEST_KINDS,
        answers=CONTEST_ANSWERS,
        may_answer=allows(present_actor(), Permission.ANSWER, synthesis),
    )


@blueprint.get("/contestations/<int:contest_id>")
@requires(Permission.ANSWER, on=contest_at)
def contest(asked: ContestAsked) -> str:
    """Show what someone says of their text, and ask for the answer."""
    return _page(_with_topics(AnswerForm(formdata=None), asked), asked)


@blueprint.post("/contestations/<int:contest_id>")
@requires(Permission.ANSWER, on=contest_at)
def answer(asked: ContestAsked) -> str | Answered | tuple[str, int]:
    """Accept, moving the text if asked, or explain; the person is told."""
    form = _with_topics(AnswerForm(), asked)
    if not form.validate():
        return _page(form, asked), 422
    into = form.into.data or "" if form.answer.data is ContestAnswer.ACCEPTED else ""
    given = Answer(form.answer.data, form.explanation.data or "", into)
    try:
        answer_contest(present_actor(), asked.contest, given, at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, asked), 422
    flash(_("Votre réponse est enregistrée ; un message prévient cette personne."), "success")
    return redirect(url_for(".contests", synthesis_id=asked.synthesis.id))


def _page(form: AnswerForm, asked: ContestAsked) -> str:
    chapter = chapter_of(asked.contest)
    return render_template(
        "synthesis/desk/contest.html",
        form=form,
        asked=asked,
        contest=asked.contest,
        chapter=chapter,
        key=topics_placing(asked.synthesis, [chapter]).get(asked.contest.contribution_id),
        synthesis=asked.synthesis,
        kinds=CONTEST_KINDS,
        answers=CONTEST_ANSWERS,
    )


def _with_topics(form: AnswerForm, asked: ContestAsked) -> AnswerForm:
    shelf = shelf_of(asked.synthesis, chapter_of(asked.contest))
    topics = [SelectChoice(topic.key, f"{rank}. {topic.name}") for rank, topic in enumerate(shelf.topics, start=1)]
    form.into.choices = [
        SelectChoice("", _("Ne pas la déplacer")),
        *topics,
        SelectChoice(UNGROUPED, _("Non regroupées")),
    ]
    return form
