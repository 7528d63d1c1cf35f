"""Find the region's answers, its commitments, and what moved in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import Role, RoleGrant, User
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import (
    Commitment,
    Council,
    FollowUp,
    Milestone,
    OfficialResponse,
    Opinion,
    OpinionStatus,
    Referral,
    Reply,
    Transmission,
)
from council.queries.corrected import not_corrected

_OPINION = (
    joinedload(OfficialResponse.opinion).joinedload(Opinion.council),
    joinedload(OfficialResponse.opinion).joinedload(Opinion.transmission).joinedload(Transmission.consultation),
    joinedload(OfficialResponse.opinion).joinedload(Opinion.referral).joinedload(Referral.consultation),
)
_REPLIES = selectinload(OfficialResponse.replies)
_WHOLE = (*_OPINION, _REPLIES.joinedload(Reply.recommendation), _REPLIES.selectinload(Reply.commitments))


# --- answers ----------------------------------------------------------------------------


def response_on(opinion: Opinion) -> OfficialResponse | None:
    """Return the answer to an opinion, published or being prepared, or None."""
    return _response(OfficialResponse.opinion_id == opinion.id)


def response_carried_from(opinion_id: int) -> OfficialResponse | None:
    """Return the answer to an opinion that was corrected since: it is read with the last correction; or None."""
    later = select(Opinion).where(Opinion.corrects_id == opinion_id, Opinion.status == OpinionStatus.PUBLISHED)
    correction = session.scalars(later.limit(1)).first()
    if correction is None:
        return None
    return response_on(correction) or response_carried_from(correction.id)


def public_response_on(opinion: Opinion) -> OfficialResponse | None:
    """Return the published answer to an opinion, or None."""
    found = response_on(opinion)
    return found if found is not None and found.is_public else None


def _response(*conditions: Any) -> OfficialResponse | None:  # noqa: ANN401 - SQL conditions
    statement = select(OfficialResponse).where(*conditions).options(*_WHOLE)
    return session.scalars(statement).unique().one_or_none()


def response_numbered(response_id: int) -> OfficialResponse | None:
    """Return an answer by its key, or None."""
    return _response(OfficialResponse.id == response_id)


def reply_at(reply_id: int) -> Reply:
    """Return a reply with its answer; raise `NotFound`."""
    statement = select(Reply).where(Reply.id == reply_id).options(joinedload(Reply.recommendation))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def is_answered(recommendation_id: int) -> bool:
    """Say whether a recommendation has a reply, written or to be written."""
    statement = select(Reply.id).where(Reply.recommendation_id == recommendation_id)
    return session.scalar(statement.limit(1)) is not None


def answered_opinions() -> Sequence[tuple[Opinion, OfficialResponse | None]]:
    """Return every published opinion with its answer if one is begun, those that wait first."""
    statement = (
        select(Opinion, OfficialResponse)
        .outerjoin(OfficialResponse, OfficialResponse.opinion_id == Opinion.id)
        .where(Opinion.status == OpinionStatus.PUBLISHED, not_corrected())
        .order_by(OfficialResponse.published_at.is_not(None), Opinion.published_at.desc())
        .options(joinedload(Opinion.council), selectinload(OfficialResponse.replies))
    )
    return [(opinion, response) for opinion, response in session.execute(statement).unique()]


def awaited_replies() -> Sequence[Reply]:
    """Return what published answers leave unsaid: the replies to recommendations a correction added since."""
    statement = (
        select(Reply)
        .join(OfficialResponse, OfficialResponse.id == Reply.response_id)
        .where(OfficialResponse.published_at.is_not(None), Reply.verdict.is_(None))
        .order_by(Reply.id)
        .options(joinedload(Reply.recommendation), joinedload(Reply.response).joinedload(OfficialResponse.opinion))
    )
    return session.scalars(statement).all()


def unanswered() -> Sequence[OfficialResponse]:
    """Return the answers being prepared whose day is announced, the nearest first."""
    statement = (
        select(OfficialResponse)
        .where(OfficialResponse.published_at.is_(None), OfficialResponse.planned_on.is_not(None))
        .order_by(OfficialResponse.planned_on)
        .options(*_OPINION)
    )
    return session.scalars(statement).unique().all()


def keepers() -> Sequence[User]:
    """Return the executive, the secretariat of all consultations and administrators who can be written to."""
    kept = select(RoleGrant.user_id).where(
        RoleGrant.role.in_((Role.EXECUTIVE, Role.SECRETARIAT, Role.ADMINISTRATOR)),
        RoleGrant.consultation_id.is_(None),
    )
    reached = User.email.is_not(None), User.confirmed_at.is_not(None), User.erased_at.is_(None)
    return session.scalars(select(User).where(User.id.in_(kept), *reached).order_by(User.id)).all()


# --- commitments ------------------------------------------------------------------------


class BoardState(StrEnum):
    """What the board may be narrowed to; lateness is computed, the others are where a commitment stands."""

    LATE = "late"
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Board:
    """What the public board is narrowed to: a council, a consultation, a state."""

    council: str = ""
    consultation: str = ""
    state: BoardState | None = None
    today: date = date.min


_RESPONSE = joinedload(Commitment.reply).joinedload(Reply.response)
_CONSULTED = func.coalesce(Transmission.consultation_id, Referral.consultation_id)
_COMMITTED = (
    joinedload(Commitment.reply).joinedload(Reply.recommendation),
    _RESPONSE.joinedload(OfficialResponse.opinion).joinedload(Opinion.council),
    _RESPONSE.joinedload(OfficialResponse.opinion)
    .joinedload(Opinion.transmission)
    .joinedload(Transmission.consultation),
    _RESPONSE.joinedload(OfficialResponse.opinion).joinedload(Opinion.referral).joinedload(Referral.consultation),
)


def _committed() -> Select[Commitment]:
    """Select public commitments, with all that a line of the board says of them."""
    return (
        select(Commitment)
        .join(Reply, Reply.id == Commitment.reply_id)
        .join(OfficialResponse, OfficialResponse.id == Reply.response_id)
        .join(Opinion, Opinion.id == OfficialResponse.opinion_id)
        .join(Council, Council.id == Opinion.council_id)
        .outerjoin(Transmission, Transmission.id == Opinion.transmission_id)
        .outerjoin(Referral, Referral.id == Opinion.referral_id)
        .outerjoin(
            Consultation, and_(Consultation.id == _CONSULTED, Consultation.status != ConsultationStatus.DRAFT)
        )
        .where(OfficialResponse.published_at.is_not(None))
    )


def board(narrowed: Board) -> list[Commitment]:
    """Return the public commitments, those that are late first, then by the day promised."""
    statement = _committed().options(*_COMMITTED)
    if narrowed.council:
        statement = statement.where(Council.slug == narrowed.council)
    if narrowed.consultation:
        statement = statement.where(Consultation.slug == narrowed.consultation)
    found = session.scalars(statement).unique().all()
    kept = [one for one in found if narrowed.state in (None, state_of(one, narrowed.today))]
    return sorted(kept, key=lambda one: (not one.is_late(narrowed.today), one.due_on or date.max, one.id))


def state_of(commitment: Commitment, today: date) -> BoardState:
    """Return where a commitment stands on the board: late before anything else."""
    return BoardState.LATE if commitment.is_late(today) else BoardState(commitment.progress.value)


def commitment_at(commitment_id: int) -> Commitment:
    """Return a commitment with its milestones and its history; raise `NotFound`."""
    whole = (*_COMMITTED, selectinload(Commitment.milestones), selectinload(Commitment.steps))
    statement = select(Commitment).where(Commitment.id == commitment_id).options(*whole)
    found = session.scalars(statement).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def milestone_at(milestone_id: int) -> Milestone:
    """Return a milestone with its commitment; raise `NotFound`."""
    statement = select(Milestone).where(Milestone.id == milestone_id).options(joinedload(Milestone.commitment))
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def latest_steps(limit: int) -> Sequence[FollowUp]:
    """Return what last moved in public commitments, the newest first."""
    public = _committed().with_only_columns(Commitment.id)
    statement = (
        select(FollowUp)
        .where(FollowUp.commitment_id.in_(public))
        .order_by(FollowUp.at.desc(), FollowUp.id.desc())
        .options(joinedload(FollowUp.commitment))
    )
    return session.scalars(statement.limit(limit)).all()
