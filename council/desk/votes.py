"""What members do in a sitting: say whether they come, vote; what whoever presides does: put to the vote."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Reply
from wtforms.fields.choices import SelectChoice

from consult.kit import clock
from consult.kit.errors import BadRequest, Invalid, Sentence
from consult.kit.permissions import allows, present_actor, requires
from council.agenda import votable_in
from council.asked.sittings import VoteAsked, sitting_asked, vote_asked
from council.desk.sittings import member_on_sheet
from council.forms.sittings import QuestionForm
from council.models import Answer, Choice, CouncilMember, Outcome, RecordedVote, Sitting
from council.operations import votes as operations
from council.operations.sittings import answer_invitation
from council.operations.votes import Subject
from council.queries.sittings import attendance_of, count_present, day_of
from council.queries.votes import tally, voice_of, votes_of
from council.rules.sittings import SittingPermission
from council.wording.sittings import (
    ANSWERS,
    CHOICES,
    OUTCOMES,
    OWN_ANSWERS,
    OWN_VOICES,
    SITTING_STATUSES,
    sitting_name,
)

blueprint = Blueprint("vote_desk", __name__)
Page = str | Reply | tuple[str, int]


@blueprint.get("/conseil/seances/<int:sitting_id>")
@requires(SittingPermission.TAKE_PART, on=sitting_asked)
def show(sitting: Sitting) -> str:
    """Show a member their sitting: whether they come, the agenda, the vote under way."""
    return _page(sitting, QuestionForm(formdata=None))


def _page(sitting: Sitting, form: QuestionForm) -> str:
    actor, member = present_actor(), _member(sitting)
    presides = allows(actor, SittingPermission.PUT_TO_VOTE, sitting)
    if presides:
        form.subject.choices = [SelectChoice(one.key, one.label[:120]) for one in votable_in(sitting)]
        points = [SelectChoice(str(one.id), f"{one.position}. {one.title}"[:120]) for one in sitting.agenda]
        form.item.choices = [SelectChoice("", _("Aucun")), *points]
    return render_template(
        "council/sittings/member.html",
        sitting=sitting,
        line=attendance_of(sitting, member),
        present=count_present(sitting, day_of(clock.now())),
        votes=votes_of(sitting),
        form=form,
        presides=presides,
        member=member,
        voice_of=voice_of,
        tally=tally,
        answers=ANSWERS,
        own_answers=OWN_ANSWERS,
        choices=CHOICES,
        outcomes=OUTCOMES,
        statuses=SITTING_STATUSES,
        name=sitting_name,
    )


def _member(sitting: Sitting) -> CouncilMember:
    """Return who acts, whom the rule has found to sit."""
    if sitting.reader is None:
        raise LookupError("the rule lets members only")
    return sitting.reader


@blueprint.post("/conseil/seances/<int:sitting_id>/reponse")
@requires(SittingPermission.ANSWER_INVITATION, on=sitting_asked)
def answer(sitting: Sitting) -> Reply:
    """Keep whether this member comes."""
    chosen = request.form.get("answer", "")
    if chosen not in {one.value for one in Answer}:
        raise BadRequest(_("Choisissez une réponse."))
    answer_invitation(_member(sitting), sitting, Answer(chosen), at=clock.now())
    flash(_("Votre réponse est enregistrée. Vous pouvez en changer jusqu’à l’ouverture."), "success")
    return redirect(url_for(".show", sitting_id=sitting.id))


# --- putting to the vote --------------------------------------------------------------------


@blueprint.post("/conseil/seances/<int:sitting_id>/scrutins")
@requires(SittingPermission.PUT_TO_VOTE, on=sitting_asked)
def put(sitting: Sitting) -> Page:
    """Put a question to the vote."""
    form = QuestionForm()
    if form.validate():
        try:
            operations.open_vote(
                present_actor(), sitting, _subject(sitting, form), form.question.data, at=clock.now()
            )
            return redirect(url_for(".show", sitting_id=sitting.id, _anchor="scrutin"))
        except Invalid as refusal:
            form.refuse(refusal)
    return _page(sitting, form), 422


def _subject(sitting: Sitting, form: QuestionForm) -> Subject:
    """Return what was chosen among what this sitting may vote on; raise `Invalid` for anything else."""
    points = {str(item.id): item.id for item in sitting.agenda}
    for one in votable_in(sitting):
        if one.key == (form.subject.data or ""):
            return replace(one.subject, agenda_item_id=points.get(form.item.data or ""))
    raise Invalid(_("Choisissez ce qui est voté dans la liste."), "subject")


@blueprint.post("/conseil/scrutins/<int:vote_id>/cloture")
@requires(SittingPermission.PUT_TO_VOTE, on=vote_asked)
def close(asked: VoteAsked) -> Reply:
    """Close a vote and say what it decided."""
    outcome = operations.close_vote(present_actor(), asked.vote, at=clock.now())
    said = _("Le vote est fermé : adopté.") if outcome is Outcome.ADOPTED else _("Le vote est fermé : rejeté.")
    flash(said, "success")
    return redirect(url_for(".show", sitting_id=asked.vote.sitting_id))


# --- voting ---------------------------------------------------------------------------------


@blueprint.get("/conseil/scrutins/<int:vote_id>/voix")
@requires(SittingPermission.VOTE, on=vote_asked)
def confirm(asked: VoteAsked) -> str:
    """Ask a member before their voice is taken: it is public and final."""
    back = url_for(".show", sitting_id=asked.vote.sitting_id, _anchor="scrutin")
    return _confirm_page(asked.vote, _member(asked.vote.sitting), OWN_VOICES[_choice()], back)


@blueprint.get("/secretariat/scrutins/<int:vote_id>/voix")
@requires(SittingPermission.RECORD_VOICE, on=vote_asked)
def confirm_noted(asked: VoteAsked) -> str:
    """Ask the secretariat before a voice is noted for a member."""
    back = url_for("sitting_desk.show", sitting_id=asked.vote.sitting_id, _anchor="scrutins")
    return _confirm_page(asked.vote, member_on_sheet(asked.vote.sitting), _("Noter cette voix"), back)


def _confirm_page(vote: RecordedVote, member: CouncilMember, verb: Sentence, back: str) -> str:
    return render_template(
        "council/sittings/voice.html",
        vote=vote,
        member=member,
        own=vote.sitting.reader is member,
        choice=_choice(),
        label=CHOICES[_choice()],
        verb=verb,
        back=back,
    )


@blueprint.post("/conseil/scrutins/<int:vote_id>/voix")
@requires(SittingPermission.VOTE, on=vote_asked)
def cast(asked: VoteAsked) -> Reply:
    """Take this member's voice."""
    operations.cast(_member(asked.vote.sitting), asked.vote, _choice(), at=clock.now())
    flash(_("Votre voix est prise."), "success")
    return redirect(url_for(".show", sitting_id=asked.vote.sitting_id))


@blueprint.post("/secretariat/scrutins/<int:vote_id>/voix")
@requires(SittingPermission.RECORD_VOICE, on=vote_asked)
def record(asked: VoteAsked) -> Reply:
    """Note the voice of a member who has no account, or no screen; the page says who noted it."""
    member = member_on_sheet(asked.vote.sitting)
    operations.cast(member, asked.vote, _choice(), at=clock.now(), recorded_by=present_actor())
    return redirect(url_for("sitting_desk.show", sitting_id=asked.vote.sitting_id, _anchor="scrutins"))


def _choice() -> Choice:
    chosen = request.values.get("choice", "")
    if chosen not in {one.value for one in Choice}:
        raise BadRequest(_("Choisissez une voix : pour, contre ou abstention."))
    return Choice(chosen)
