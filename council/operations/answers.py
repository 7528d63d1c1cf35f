"""Prepare the region's answer to an opinion, recommendation by recommendation, and publish it whole on one day."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.consultations.models import ResultKind
from consult.consultations.operations.documents import show_result
from consult.kit.db import session
from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.text.markdown import normalise_typed, one_line, render
from council.models import Commitment, FollowUp, OfficialResponse, Opinion, Progress, Reply, ReplyVerdict
from council.queries.answers import response_on

LONGEST_OPENING, LONGEST_REASONS, LONGEST_NAME, LONGEST_EXCUSE = 20_000, 6_000, 160, 300


@dataclass(frozen=True)
class ResponseDraft:
    """What frames an answer: who signs it, its opening words, the day announced for it."""

    signed_by: str
    source: str = ""
    planned_on: date | None = None


@dataclass(frozen=True)
class ReplyDraft:
    """What is answered to one recommendation."""

    verdict: ReplyVerdict | None
    reasons: str
    responsible: str = ""
    due_on: date | None = None
    undated_because: str = ""


@dataclass(frozen=True)
class CommitmentDraft:
    """What the region commits to: in a sentence, who answers for it, by when or why there is no day."""

    title: str
    responsible: str = ""
    due_on: date | None = None
    undated_because: str = ""


def begin_response(actor: User, opinion: Opinion, *, at: datetime) -> OfficialResponse:
    """Open the answer to a published opinion, with a reply to fill for each recommendation; once."""
    if not opinion.is_public:
        raise Conflict(_l("Attendez la publication : on répond à un avis publié."))
    known = response_on(opinion)
    if known is not None:
        return known
    response = OfficialResponse(opinion_id=opinion.id, created_at=at, prepared_by_id=actor.id)
    response.opinion = opinion
    response.replies = [Reply(recommendation=one) for one in opinion.recommendations]
    session.add(response)
    session.flush()
    return response


def write_response(response: OfficialResponse, draft: ResponseDraft, *, version: int | None) -> None:
    """Say who answers, the opening words, and the day announced."""
    _change(response, version)
    source = normalise_typed(draft.source)[:LONGEST_OPENING]
    response.signed_by, response.planned_on = one_line(draft.signed_by)[:LONGEST_NAME], draft.planned_on
    response.source, response.html = source, str(render(source))
    _changed(response)


def write_reply(reply: Reply, draft: ReplyDraft, *, version: int | None) -> None:
    """Answer one recommendation: yes, in part, no, under study; why, who answers for it, by when.

    Raises `Invalid` when it is refused while something is promised for it, or accepted while nobody answers for
    it or it has neither a day nor a reason to have none.
    """
    if draft.verdict is not None and draft.verdict.is_yes:
        _refuse_unowned(draft)
    keep_reply(reply, draft, version=version)


def _refuse_unowned(draft: ReplyDraft) -> None:
    if not one_line(draft.responsible):
        raise Invalid(
            _l("Dites qui en répond : une recommandation acceptée a quelqu’un qui s’en charge."), "responsible"
        )
    if draft.due_on is None and not one_line(draft.undated_because):
        raise Invalid(_l("Donnez une date, ou dites pourquoi il n’y en a pas."), "due_on")


def keep_reply(reply: Reply, draft: ReplyDraft, *, version: int | None) -> None:
    """Keep a reply as far as it is written; raise `Invalid` when it refuses what something is promised for."""
    _change(reply.response, version, alone=reply.is_awaited)
    if draft.verdict is ReplyVerdict.REFUSED and reply.commitments:
        raise Invalid(
            _l("Retirez d’abord ses engagements : on ne s’engage pas sur une recommandation refusée."), "verdict"
        )
    reply.verdict, reply.reasons = draft.verdict, normalise_typed(draft.reasons)[:LONGEST_REASONS]
    reply.responsible, reply.due_on = one_line(draft.responsible)[:LONGEST_NAME], draft.due_on
    reply.undated_because = _excuse(draft)
    _changed(reply.response)


def _excuse(draft: ReplyDraft | CommitmentDraft) -> str:
    """Return why there is no day, which a day makes useless."""
    return "" if draft.due_on else one_line(draft.undated_because)[:LONGEST_EXCUSE]


def answer_alone(reply: Reply, draft: ReplyDraft, *, version: int | None, at: datetime) -> None:
    """Answer a recommendation added after the answer: it is published at once, with its day, and changes no more.

    Raises `Invalid` while it has no verdict or no reasons, besides what `write_reply` refuses.
    """
    if draft.verdict is None or not normalise_typed(draft.reasons):
        raise Invalid(_l("Choisissez une réponse et donnez vos raisons : elle paraît aussitôt."), "reasons")
    write_reply(reply, draft, version=version)
    reply.answered_at = at
    session.flush()


def _change(response: OfficialResponse, version: int | None, *, alone: bool = False) -> None:
    session.refresh(response, ["published_at", "version"], with_for_update=True)
    if response.is_public and not alone:
        raise Forbidden(_l("Cette réponse est publiée : elle ne change plus."))
    if version is not None and version != response.version:
        raise Conflict(_l("Rechargez la page : quelqu’un d’autre a enregistré cette réponse entre-temps."))


def _changed(response: OfficialResponse) -> None:
    response.version += 1
    session.flush()


def add_commitment(reply: Reply, draft: CommitmentDraft, *, at: datetime, actor: User | None = None) -> Commitment:
    """Commit to something in answer to a recommendation; raise `Invalid` for one refused, or without a day.

    Once the answer is published its words no longer change, but a promise may still be added: it is dated, and
    told at once as the first step of what follows.
    """
    title = one_line(draft.title)[:200]
    if not title:
        raise Invalid(_l("Dites à quoi la Région s’engage."), "title")
    if reply.verdict is ReplyVerdict.REFUSED:
        raise Invalid(_l("Cette recommandation est refusée : elle n’ouvre pas d’engagement."), "title")
    if draft.due_on is None and not _excuse(draft):
        raise Invalid(_l("Donnez une date à cet engagement, ou dites pourquoi il n’en a pas."), "promised_on")
    responsible = one_line(draft.responsible)[:LONGEST_NAME] or reply.responsible
    commitment = Commitment(
        title=title,
        responsible=responsible,
        due_on=draft.due_on,
        undated_because=_excuse(draft),
        created_at=at,
    )
    reply.commitments.append(commitment)
    if reply.response.is_public:
        commitment.steps.append(_taken_since(actor, at))
    session.flush()
    return commitment


def _taken_since(actor: User | None, at: datetime) -> FollowUp:
    words = _("Engagement pris après la publication de la réponse.")
    return FollowUp(at=at, actor_id=actor.id if actor else None, progress=Progress.PLANNED, words=words)


def remove_commitment(commitment: Commitment) -> None:
    """Take a commitment out of an answer that is not published."""
    _change(commitment.reply.response, None)
    session.delete(commitment)
    session.flush()


def publish_response(actor: User, response: OfficialResponse, *, at: datetime) -> None:
    """Show the whole answer to everyone, for good.

    Raises `Conflict` while a recommendation has no verdict or no reasons, or nobody signs.
    """
    _change(response, None)
    _refuse_unfinished(response)
    response.published_at, response.published_by_id = at, actor.id
    session.flush()
    consultation_id = response.opinion.consultation_id
    if consultation_id is not None:
        show_result(consultation_id, ResultKind.RESPONSE, f"/avis/{response.opinion_id}/reponse", at=at)


def _refuse_unfinished(response: OfficialResponse) -> None:
    waiting = [one.recommendation.position for one in response.replies if not one.is_complete]
    if waiting:
        numbers = ", ".join(str(number) for number in sorted(waiting))
        raise Conflict(
            _l(
                "Répondez d’abord à chaque recommandation, avec vos raisons et, si elle est acceptée, qui en "
                "répond et pour quand. Il manque : %(all)s.",
                all=numbers,
            )
        )
    if not response.signed_by:
        raise Conflict(_l("Dites d’abord qui répond."))
