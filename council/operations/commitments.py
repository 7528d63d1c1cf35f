"""Record how far the region's commitments have gone, with what proves it."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.consultations.models import ResultKind
from consult.consultations.operations.documents import show_result
from consult.kit import clock
from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from consult.kit.text.markdown import normalise_typed, one_line
from contributions.links import checked_link
from council.models import Commitment, FollowUp, Milestone, Progress

LONGEST_STEP = 4_000
_WHOLE = 100


@dataclass(frozen=True)
class StepDraft:
    """What moved: where the commitment stands, how far in per cent, in words, and what proves it."""

    progress: Progress
    percentage: int
    words: str
    evidence_title: str = ""
    evidence_url: str = ""


def record_step(actor: User, commitment: Commitment, draft: StepDraft, *, at: datetime) -> FollowUp:
    """Say what moved. Raises `Conflict` before the answer is public, `Invalid` without words or for a bad link."""
    if not commitment.is_public:
        raise Conflict(_l("Publiez d’abord la réponse : le suivi commence avec elle."))
    words = normalise_typed(draft.words)[:LONGEST_STEP]
    if not words:
        raise Invalid(_l("Dites en une phrase ce qui a avancé."), "words")
    step = FollowUp(
        at=at,
        actor_id=actor.id,
        progress=draft.progress,
        percentage=_percentage(commitment, draft),
        words=words,
        evidence_title=one_line(draft.evidence_title)[:200],
        evidence_url=_evidence(draft.evidence_url),
    )
    commitment.steps.insert(0, step)
    commitment.progress, commitment.percentage = step.progress, step.percentage
    commitment.done_on = clock.local(at).date() if step.progress is Progress.DONE else None
    session.flush()
    _show(commitment, at)
    return step


def _percentage(commitment: Commitment, draft: StepDraft) -> int:
    """Return how far it has gone: all of it once kept; put back, as far as it had gone before."""
    if draft.progress is Progress.DONE:
        return _WHOLE
    if commitment.progress is Progress.DONE and draft.percentage == _WHOLE:
        return next((one.percentage for one in commitment.steps if one.progress is not Progress.DONE), 0)
    return max(0, min(_WHOLE, draft.percentage))


def _evidence(typed: str) -> str:
    if not typed.strip():
        return ""
    try:
        return checked_link(typed)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, "evidence_url") from refusal


def _show(commitment: Commitment, at: datetime) -> None:
    consultation = commitment.opinion.consultation
    if consultation is not None:
        show_result(consultation.id, ResultKind.FOLLOW_UP, f"/engagements?consultation={consultation.slug}", at=at)


def add_milestone(commitment: Commitment, title: str, due_on: date | None) -> Milestone:
    """Add a stage to a commitment."""
    said = one_line(title)[:200]
    if not said:
        raise Invalid(_l("Donnez un titre à ce jalon."), "title")
    milestone = Milestone(title=said, due_on=due_on)
    commitment.milestones.append(milestone)
    session.flush()
    return milestone


def reach_milestone(milestone: Milestone, day: date) -> None:
    """Say that a stage was reached; saying it twice keeps the first day."""
    milestone.done_on = milestone.done_on or day
    session.flush()
