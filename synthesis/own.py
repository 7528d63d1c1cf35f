"""One's own texts in a synthesis: where each stands, what one says of it while it is provisional, the answer."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from consult.kit import clock
from consult.kit.errors import Invalid
from consult.kit.permissions import allows, present_actor, requires
from synthesis.asked import OwnAsked, opened_synthesis_at, own_text_at
from synthesis.forms import ContestForm
from synthesis.models import Synthesis
from synthesis.operations.contesting import contest_place
from synthesis.queries.contests import contests_about, own_places
from synthesis.reading import topics_placing
from synthesis.rules import Permission
from synthesis.wording import CONTEST_ANSWERS, CONTEST_KINDS, where_placed

blueprint = Blueprint("synthesis_contests", __name__, url_prefix="/syntheses/<int:synthesis_id>/mes-contributions")


@blueprint.get("")
@requires(Permission.SEE_OWN_PLACES, on=opened_synthesis_at)
def own(synthesis: Synthesis) -> str:
    """Show where one's own texts stand, and what was said and answered about each."""
    rows = own_places(present_actor().id, synthesis)
    contests = {one.contribution_id: one for one in contests_about([text.id for _place, text in rows])}
    return render_template(
        "synthesis/own.html",
        said=where_placed,
        synthesis=synthesis,
        consultation=synthesis.consultation,
        rows=rows,
        contests=contests,
        topics=topics_placing(synthesis, [place.section_id for place, _text in rows]),
        kinds=CONTEST_KINDS,
        answers=CONTEST_ANSWERS,
        may_contest=allows(present_actor(), Permission.CONTEST, synthesis),
        may_read=allows(present_actor(), Permission.READ, synthesis),
    )


@blueprint.get("/<int:contribution_id>")
@requires(Permission.CONTEST, on=own_text_at)
def contest(asked: OwnAsked) -> str:
    """Ask what is wrong with the place of one's own text."""
    return _page(ContestForm(formdata=None), asked)


@blueprint.post("/<int:contribution_id>")
@requires(Permission.CONTEST, on=own_text_at)
def send(asked: OwnAsked) -> str | Answer | tuple[str, int]:
    """Say that one's own text is misplaced or misunderstood."""
    form = ContestForm()
    if not form.validate():
        return _page(form, asked), 422
    author, synthesis = present_actor(), asked.synthesis
    try:
        contest_place(author, synthesis, asked.place, form.kind.data, form.text.data or "", at=clock.now())
    except Invalid as refusal:
        form.refuse(refusal)
        return _page(form, asked), 422
    flash(
        _("Votre message est envoyé au secrétariat. Sa réponse paraîtra ici, et un message vous préviendra."),
        "success",
    )
    return redirect(url_for(".own", synthesis_id=synthesis.id))


def _page(form: ContestForm, asked: OwnAsked) -> str:
    return render_template(
        "synthesis/contest.html",
        form=form,
        asked=asked,
        topics=topics_placing(asked.synthesis, [asked.place.section_id]),
        synthesis=asked.synthesis,
        consultation=asked.synthesis.consultation,
    )
