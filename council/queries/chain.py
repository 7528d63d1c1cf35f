"""Find the links between a consultation, or one proposal, and what came of it, each in few queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit.db import session
from contributions.models import Contribution
from council.models import (
    AgendaItem,
    Axis,
    Citation,
    CitedContribution,
    Measure,
    OfficialResponse,
    Opinion,
    OpinionStatus,
    Recommendation,
    Referral,
    Scheme,
    Sitting,
    SittingStatus,
    Transmission,
)
from council.queries.corrected import not_corrected

_OWN = Contribution.__table__.c


def sittings_about(consultation_id: int) -> Sequence[Sitting]:
    """Return the announced sittings with something of this consultation on their agenda, the first first."""
    sent = select(Transmission.id).where(Transmission.consultation_id == consultation_id)
    asked = select(Referral.id).where(Referral.consultation_id == consultation_id)
    answered = select(Opinion.id).where(
        Opinion.status == OpinionStatus.PUBLISHED,
        or_(Opinion.transmission_id.in_(sent), Opinion.referral_id.in_(asked)),
    )
    on_agenda = select(AgendaItem.sitting_id).where(
        or_(
            AgendaItem.transmission_id.in_(sent),
            AgendaItem.referral_id.in_(asked),
            AgendaItem.opinion_id.in_(answered),
        )
    )
    statement = select(Sitting).where(
        Sitting.id.in_(on_agenda),
        Sitting.convened_at.is_not(None),
        Sitting.status != SittingStatus.CANCELLED,
    )
    return session.scalars(statement.order_by(Sitting.starts_at).options(joinedload(Sitting.council))).all()


def consultations_debated(sitting: Sitting) -> Sequence[Consultation]:
    """Return the public consultations something on a sitting's agenda comes from."""
    on_agenda = select(AgendaItem).where(AgendaItem.sitting_id == sitting.id).subquery()
    sent = select(Transmission.consultation_id).where(Transmission.id.in_(select(on_agenda.c.transmission_id)))
    asked = select(Referral.consultation_id).where(Referral.id.in_(select(on_agenda.c.referral_id)))
    consulted = func.coalesce(Transmission.consultation_id, Referral.consultation_id)
    answered = (
        select(consulted)
        .select_from(Opinion)
        .outerjoin(Transmission, Transmission.id == Opinion.transmission_id)
        .outerjoin(Referral, Referral.id == Opinion.referral_id)
        .where(Opinion.id.in_(select(on_agenda.c.opinion_id)))
    )
    found = or_(*(Consultation.id.in_(one) for one in (sent, asked, answered)))
    statement = select(Consultation).where(found, Consultation.status != ConsultationStatus.DRAFT)
    return session.scalars(statement.order_by(Consultation.id)).all()


def responses_to(opinion_ids: Collection[int]) -> Mapping[int, OfficialResponse]:
    """Return the answers to these opinions, published or announced, by opinion, with their replies."""
    if not opinion_ids:
        return {}
    statement = select(OfficialResponse).where(OfficialResponse.opinion_id.in_(opinion_ids))
    found = session.scalars(statement.options(selectinload(OfficialResponse.replies)))
    return {one.opinion_id: one for one in found}


def measures_from(opinion_ids: Collection[int]) -> Sequence[Measure]:
    """Return the public measures that rest on recommendations of these opinions."""
    if not opinion_ids:
        return []
    statement = (
        select(Measure)
        .join(Recommendation, Recommendation.id == Measure.recommendation_id)
        .join(Axis, Axis.id == Measure.axis_id)
        .join(Scheme, Scheme.id == Axis.scheme_id)
        .where(Recommendation.opinion_id.in_(opinion_ids), Scheme.published_at.is_not(None))
        .order_by(Scheme.id, Axis.position, Measure.position)
        .options(joinedload(Measure.axis).joinedload(Axis.scheme), joinedload(Measure.recommendation))
    )
    return session.scalars(statement).all()


@dataclass(frozen=True)
class Cited:
    """Where a public opinion cites a text: for which recommendations; for a part or the whole when none."""

    opinion: Opinion
    recommendations: Sequence[Recommendation]


def cited_in(contribution_ids: Collection[int]) -> Mapping[int, Sequence[Cited]]:
    """Return, for each of these texts, the public opinions that rest on it and their recommendations that do."""
    found: dict[int, dict[int, tuple[Opinion, dict[int, Recommendation]]]] = {}
    statement = (
        select(CitedContribution.contribution_id, Opinion, Recommendation)
        .join(Citation, Citation.id == CitedContribution.citation_id)
        .join(Opinion, Opinion.id == Citation.opinion_id)
        .outerjoin(Recommendation, Recommendation.id == Citation.recommendation_id)
        .where(
            CitedContribution.contribution_id.in_(list(contribution_ids)),
            Opinion.status == OpinionStatus.PUBLISHED,
            not_corrected(),
        )
        .order_by(Opinion.id, Recommendation.position)
    )
    for contribution_id, opinion, recommendation in session.execute(statement):
        by_opinion = found.setdefault(contribution_id, {})
        _opinion, recommendations = by_opinion.setdefault(opinion.id, (opinion, {}))
        if recommendation is not None:
            recommendations[recommendation.id] = recommendation
    return {
        contribution_id: [Cited(opinion, list(backed.values())) for opinion, backed in by_opinion.values()]
        for contribution_id, by_opinion in found.items()
    }


def cited_under(proposal_id: int) -> Mapping[int, int]:
    """Count, for each public opinion, the texts written under a proposal that it rests on."""
    statement = (
        select(Opinion.id, func.count(CitedContribution.contribution_id.distinct()))
        .select_from(CitedContribution)
        .join(Contribution.__table__, _OWN.id == CitedContribution.contribution_id)
        .join(Citation, Citation.id == CitedContribution.citation_id)
        .join(Opinion, Opinion.id == Citation.opinion_id)
        .where(_OWN.proposal_id == proposal_id, Opinion.status == OpinionStatus.PUBLISHED, not_corrected())
        .group_by(Opinion.id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


@dataclass(frozen=True)
class Opined:
    """A public opinion on a consultation and the region's answer to it, published or announced, if any."""

    opinion: Opinion
    response: OfficialResponse | None

    @property
    def answer(self) -> OfficialResponse | None:
        """Return the answer everyone may read, or None."""
        return self.response if self.response and self.response.is_public else None


def opined_on(consultation_ids: Collection[int]) -> Mapping[int, Sequence[Opined]]:
    """Return the public opinions on each of these consultations, the first first, each with its answer."""
    if not consultation_ids:
        return {}
    consulted = func.coalesce(Transmission.consultation_id, Referral.consultation_id)
    statement = (
        select(consulted, Opinion, OfficialResponse)
        .select_from(Opinion)
        .outerjoin(Transmission, Transmission.id == Opinion.transmission_id)
        .outerjoin(Referral, Referral.id == Opinion.referral_id)
        .outerjoin(OfficialResponse, OfficialResponse.opinion_id == Opinion.id)
        .where(consulted.in_(list(consultation_ids)), Opinion.status == OpinionStatus.PUBLISHED, not_corrected())
        .order_by(Opinion.id)
    )
    found: dict[int, list[Opined]] = {}
    for consultation_id, opinion, response in session.execute(statement):
        found.setdefault(consultation_id, []).append(Opined(opinion, response))
    return found
