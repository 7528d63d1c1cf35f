"""Find recorded votes, what was voted, and who may still vote."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from consult.accounts.models import AnyActor
from consult.kit.db import session
from consult.kit.errors import NotFound
from council.models import (
    Choice,
    CouncilMember,
    Opinion,
    OpinionSection,
    OpinionStatus,
    RecordedVote,
    Referral,
    ReferralStatus,
    Sitting,
    Voice,
)
from council.queries.councils import member_of

_WHOLE = (
    joinedload(RecordedVote.sitting).joinedload(Sitting.council),
    selectinload(RecordedVote.voices).joinedload(Voice.member).joinedload(CouncilMember.user),
)


@dataclass(frozen=True)
class Tally:
    """How many members voted what."""

    votes_for: int
    votes_against: int
    abstained: int

    @property
    def cast(self) -> int:
        """Return how many voted at all."""
        return self.votes_for + self.votes_against + self.abstained


def vote_at(vote_id: int, *, lock: bool = False) -> RecordedVote:
    """Return a vote with its voices; `lock` it to write in it, so that closing waits. Raise `NotFound`."""
    if lock:
        session.execute(select(RecordedVote.id).where(RecordedVote.id == vote_id).with_for_update())
    statement = select(RecordedVote).where(RecordedVote.id == vote_id).options(*_WHOLE)
    found = session.scalars(statement.execution_options(populate_existing=lock)).one_or_none()
    if found is None:
        raise NotFound
    return found


def vote_for(actor: AnyActor, vote_id: int) -> RecordedVote:
    """Return a vote with, when this person sits in its council, who they are there."""
    vote = vote_at(vote_id)
    vote.sitting.reader = member_of(vote.sitting.council_id, actor)
    return vote


def votes_of(sitting: Sitting) -> Sequence[RecordedVote]:
    """Return the votes of a sitting in their order, with their voices."""
    statement = select(RecordedVote).where(RecordedVote.sitting_id == sitting.id).order_by(RecordedVote.id)
    return session.scalars(statement.options(*_WHOLE)).all()


def open_vote_of(sitting: Sitting) -> RecordedVote | None:
    """Return the vote under way in a sitting, or None."""
    return next((vote for vote in votes_of(sitting) if vote.closed_at is None), None)


def voice_of(vote: RecordedVote, member: CouncilMember) -> Voice | None:
    """Return what a member voted, or None."""
    return next((voice for voice in vote.voices if voice.member_id == member.id), None)


def tally(vote: RecordedVote) -> Tally:
    """Count the voices of a vote."""
    counted = Counter(voice.choice for voice in vote.voices)
    return Tally(counted[Choice.FOR], counted[Choice.AGAINST], counted[Choice.ABSTAIN])


def referrals_and_opinions(sitting: Sitting) -> tuple[Sequence[Referral], Sequence[Opinion]]:
    """Return the own referrals and the draft opinions that a sitting may settle by a vote."""
    seconded = select(Referral).where(
        Referral.council_id == sitting.council_id, Referral.status == ReferralStatus.SECONDED
    )
    drafts = select(Opinion).where(Opinion.council_id == sitting.council_id, Opinion.status == OpinionStatus.DRAFT)
    return session.scalars(seconded.order_by(Referral.id)).all(), session.scalars(
        drafts.order_by(Opinion.id)
    ).all()


def sections_to_vote(opinions: Sequence[Opinion]) -> Sequence[OpinionSection]:
    """Return the sections of these opinions, which a council may vote on alone."""
    ids = [one.id for one in opinions]
    statement = select(OpinionSection).where(OpinionSection.opinion_id.in_(ids))
    return session.scalars(statement.order_by(OpinionSection.opinion_id, OpinionSection.position)).all()


def voices_of(user_id: int) -> Sequence[Voice]:
    """Return everything someone voted in a council, the first first."""
    statement = (
        select(Voice)
        .join(CouncilMember, CouncilMember.id == Voice.member_id)
        .where(CouncilMember.user_id == user_id)
        .order_by(Voice.at, Voice.vote_id)
        .options(joinedload(Voice.vote))
    )
    return session.scalars(statement).all()
