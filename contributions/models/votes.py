"""Say what people think of what others wrote: votes, proposals passed over, supports."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kit.db import Model
from contributions.models.states import Position


class Vote(Model):
    """What one person says of one proposal (vote); the pair is unique.

    `previous` is what the vote said before it was last cast: one statement writes the vote and learns
    what the counters must forget, so two requests at once cannot count it twice.
    """

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("proposal_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    position: Mapped[Position]
    previous: Mapped[Position | None]
    cast_at: Mapped[datetime]


class Skip(Model):
    """That one person passed a proposal over in the quick vote (passer); the pair is unique.

    It is no vote and says nothing of the proposal: it only keeps the rotation fair.
    """

    __tablename__ = "skip"
    __table_args__ = (UniqueConstraint("proposal_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    times: Mapped[int]
    skipped_at: Mapped[datetime]


class Ballot(Model):
    """How many votes one person has given where the organiser limits them; can be rebuilt from the votes.

    Only votes on proposals that still stand are counted: one given to a text that left the lists comes back.
    """

    __tablename__ = "ballot"
    __table_args__ = (UniqueConstraint("consultation_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    used: Mapped[int]


class Support(Model):
    """That one person finds an argument right (soutien); the pair is unique."""

    __tablename__ = "support"
    __table_args__ = (UniqueConstraint("argument_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    argument_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    given_at: Mapped[datetime]
