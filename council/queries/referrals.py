"""Find what councils are asked, or ask themselves, and what each question led to."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import AnyActor
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import (
    AgendaItem,
    Council,
    CouncilMember,
    OfficialResponse,
    Opinion,
    OpinionStatus,
    RecordedVote,
    Referral,
    ReferralChange,
    Seconding,
    Sitting,
    Transmission,
)
from council.queries.corrected import not_corrected
from council.queries.councils import council_at, member_of

_WHOLE = (
    joinedload(Referral.council),
    joinedload(Referral.consultation),
    joinedload(Referral.proposed_by).joinedload(CouncilMember.user),
    selectinload(Referral.documents),
)
_ON_A_PAGE = 200


@dataclass(frozen=True)
class CouncilAsked:
    """A council as a rule sees it: who reads, as its member."""

    council: Council
    reader: CouncilMember | None


@dataclass(frozen=True)
class Path:
    """What a referral led to, up to the region's answers, each already public or open to whoever asks."""

    transmissions: Sequence[Transmission]
    sittings: Sequence[Sitting]
    votes: Sequence[RecordedVote]
    opinions: Sequence[Opinion]
    answers: Sequence[OfficialResponse]


def council_for(actor: AnyActor, slug: str) -> CouncilAsked:
    """Return the council of an address with, when this person sits in it, who they are there."""
    council = council_at(slug)
    return CouncilAsked(council, member_of(council.id, actor))


def referral_at(referral_id: int) -> Referral:
    """Return a referral with its documents; raise `NotFound`."""
    found = session.scalars(select(Referral).where(Referral.id == referral_id).options(*_WHOLE)).one_or_none()
    if found is None:
        raise NotFound
    return found


def referral_for(actor: AnyActor, referral_id: int) -> Referral:
    """Return a referral with, when this person sits in its council, who they are there."""
    referral = referral_at(referral_id)
    referral.reader = member_of(referral.council_id, actor)
    return referral


def register_of(council_id: int) -> Sequence[Referral]:
    """Return the register of a council: what has a number, the latest first."""
    return _listed(Referral.council_id == council_id, Referral.registered_at.is_not(None))


def waiting_referrals(council_ids: Sequence[int]) -> Sequence[Referral]:
    """Return the own referrals of these councils that have no number yet, the latest first."""
    return _listed(Referral.council_id.in_(council_ids), Referral.registered_at.is_(None))


def referrals_on(consultation_id: int) -> Sequence[Referral]:
    """Return the registered referrals a consultation serves, the first first."""
    return _listed(Referral.consultation_id == consultation_id, Referral.registered_at.is_not(None))[::-1]


def referrals_under_study(council_id: int) -> Sequence[Referral]:
    """Return what a council has still to answer or settle, for its agenda and what is sent to it."""
    return _listed(Referral.council_id == council_id, Referral.ended_at.is_(None))


def _listed(*conditions: ColumnElement[bool]) -> Sequence[Referral]:
    statement = select(Referral).where(*conditions).options(*_WHOLE).limit(_ON_A_PAGE)
    return session.scalars(
        statement.order_by(Referral.year.desc(), Referral.rank.desc(), Referral.id.desc())
    ).all()


def next_referral_rank(council_id: int, year: int) -> int:
    """Return the rank of the next referral of a council in a year, from 1."""
    statement = select(func.max(Referral.rank)).where(Referral.council_id == council_id, Referral.year == year)
    return (session.scalar(statement) or 0) + 1


def secondings_of(referral: Referral) -> Sequence[Seconding]:
    """Return who supports a council's own referral, the first first."""
    statement = (
        select(Seconding)
        .where(Seconding.referral_id == referral.id)
        .order_by(Seconding.at, Seconding.member_id)
        .options(joinedload(Seconding.member).joinedload(CouncilMember.user))
    )
    return session.scalars(statement).all()


def changes_of(referral: Referral) -> Sequence[ReferralChange]:
    """Return the states a referral went through, the first first."""
    statement = select(ReferralChange).where(ReferralChange.referral_id == referral.id)
    return session.scalars(statement.order_by(ReferralChange.at, ReferralChange.id)).all()


def path_of(referral: Referral, *, public_only: bool = True) -> Path:
    """Return the transmissions, sittings, votes and opinions that come from a referral."""
    shown = OpinionStatus.PUBLISHED if public_only else None
    opinions = _opinions_on(referral, shown)
    return Path(
        session.scalars(_sent_under(referral)).all(),
        _sittings_about(referral),
        _votes_on(referral),
        opinions,
        _answers_to(opinions),
    )


def _sent_under(referral: Referral) -> Select[Transmission]:
    return (
        select(Transmission)
        .where(Transmission.referral_id == referral.id, Transmission.sent_at.is_not(None))
        .order_by(Transmission.number)
        .options(joinedload(Transmission.consultation), joinedload(Transmission.synthesis))
    )


def _sittings_about(referral: Referral) -> Sequence[Sitting]:
    about = select(AgendaItem.sitting_id).where(AgendaItem.referral_id == referral.id)
    statement = select(Sitting).where(Sitting.id.in_(about), Sitting.convened_at.is_not(None))
    return session.scalars(statement.order_by(Sitting.starts_at)).all()


def _votes_on(referral: Referral) -> Sequence[RecordedVote]:
    statement = (
        select(RecordedVote)
        .where(RecordedVote.referral_id == referral.id, RecordedVote.closed_at.is_not(None))
        .order_by(RecordedVote.id)
        .options(joinedload(RecordedVote.sitting), selectinload(RecordedVote.voices))
    )
    return session.scalars(statement).all()


def _opinions_on(referral: Referral, shown: OpinionStatus | None) -> Sequence[Opinion]:
    under = select(Transmission.id).where(Transmission.referral_id == referral.id)
    about = or_(Opinion.referral_id == referral.id, Opinion.transmission_id.in_(under))
    statement = select(Opinion).where(about, not_corrected()).order_by(Opinion.id)
    return session.scalars(statement.where(Opinion.status == shown) if shown else statement).all()


def _answers_to(opinions: Sequence[Opinion]) -> Sequence[OfficialResponse]:
    statement = select(OfficialResponse).where(
        OfficialResponse.opinion_id.in_([one.id for one in opinions]), OfficialResponse.published_at.is_not(None)
    )
    return session.scalars(statement.order_by(OfficialResponse.published_at)).all()


def consultations_to_choose() -> Sequence[Consultation]:
    """Return the consultations a referral may open or rest on, the latest first."""
    statement = select(Consultation).where(Consultation.status != ConsultationStatus.DRAFT)
    return session.scalars(statement.order_by(Consultation.id.desc()).limit(_ON_A_PAGE)).all()


def proposed_by(user_id: int) -> Sequence[Referral]:
    """Return what someone proposed that their council takes up itself, the first first."""
    statement = (
        select(Referral)
        .join(CouncilMember, CouncilMember.id == Referral.proposed_by_id)
        .where(CouncilMember.user_id == user_id)
        .order_by(Referral.id)
    )
    return session.scalars(statement).all()


def referral_answered_by(opinion_id: int) -> Referral | None:
    """Return the referral an opinion was asked under, by itself or by what it was sent; None without one."""
    under = select(Transmission.referral_id).join(Opinion, Opinion.transmission_id == Transmission.id)
    own = select(Opinion.referral_id).where(Opinion.id == opinion_id)
    statement = select(Referral).where(
        or_(Referral.id.in_(own), Referral.id.in_(under.where(Opinion.id == opinion_id)))
    )
    return session.scalars(statement.order_by(Referral.id)).first()
