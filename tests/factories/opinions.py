"""Record what a council voted, as a sitting leaves it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from council.models import (
    Choice,
    CouncilMember,
    Opinion,
    OpinionSection,
    Outcome,
    RecordedVote,
    Sitting,
    SittingStatus,
    Voice,
)
from tests.factories import NOW


def make_sitting(opened: Session, council_id: int, at: datetime = NOW) -> Sitting:
    """Return a sitting that was held and closed, with its number."""
    rank = opened.query(Sitting).filter_by(council_id=council_id).count() + 1
    sitting = Sitting(
        council_id=council_id,
        status=SittingStatus.CLOSED,
        starts_at=at,
        place="Hôtel de région",
        year=at.year,
        rank=rank,
        seats=1,
        quorum=1,
        created_at=at,
        convened_at=at,
        opened_at=at,
        closed_at=at,
    )
    opened.add(sitting)
    opened.flush()
    return sitting


def record_vote(
    opened: Session,
    opinion: Opinion,
    voices: Mapping[CouncilMember, Choice] | None = None,
    *,
    section: OpinionSection | None = None,
    outcome: Outcome | None = Outcome.ADOPTED,
    at: datetime = NOW,
) -> RecordedVote:
    """Return a vote on an opinion as it reads now; without an outcome it is still open."""
    sitting = make_sitting(opened, opinion.council_id, at)
    vote = RecordedVote(
        sitting_id=sitting.id,
        question="Adopter l’avis",
        opinion_id=opinion.id,
        section_id=section.id if section else None,
        opinion_version=opinion.version,
        present=1,
        quorum=1,
        opened_at=at,
        opened_by_id=opinion.rapporteur_id,
        closed_at=at if outcome else None,
        outcome=outcome,
    )
    vote.voices = [Voice(member_id=member.id, choice=choice, at=at) for member, choice in (voices or {}).items()]
    opened.add(vote)
    opened.flush()
    return vote
