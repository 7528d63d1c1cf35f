"""Say what the region answers to an opinion, what it commits to, and how far that has gone."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from consult.kit.text.markdown import stored
from council.models.opinions import Opinion, Recommendation


class ReplyVerdict(StrEnum):
    """What the executive says of a recommendation."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "accepted_in_part"
    REFUSED = "refused"
    UNDER_STUDY = "under_study"

    @property
    def is_yes(self) -> bool:
        """Say whether something will be done, even in part: someone then answers for it, by a day."""
        return self in {ReplyVerdict.ACCEPTED, ReplyVerdict.ACCEPTED_IN_PART}


class OfficialResponse(Model):
    """The region's answer to an opinion (réponse de la collectivité), published whole, for good.

    `planned_on` is the day announced for it; reminders go out as it nears. `signed_by` names who answers.
    """

    __tablename__ = "official_response"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), unique=True)
    signed_by: Mapped[str] = mapped_column(String(160), default="")
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    planned_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    prepared_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    opinion: Mapped[Opinion] = relationship()
    replies: Mapped[list["Reply"]] = relationship(
        back_populates="response", order_by="Reply.id", cascade="all, delete-orphan"
    )

    @property
    def markup(self) -> Markup:
        """Return the safe HTML of the opening words, ready to be shown."""
        return stored(self.html)

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.published_at is not None


class Reply(Model):
    """What is answered to one recommendation: accepted or not, why, who answers for it, by when or why no day.

    `answered_at` is set where it was published alone, for a recommendation that a correction of the opinion added
    after the answer; the others are published with the whole.
    """

    __tablename__ = "reply"
    __table_args__ = (UniqueConstraint("response_id", "recommendation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("official_response.id"))
    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"), index=True)
    verdict: Mapped[ReplyVerdict | None]
    reasons: Mapped[str] = mapped_column(Text, default="")
    responsible: Mapped[str] = mapped_column(String(160), default="")
    due_on: Mapped[date | None]
    undated_because: Mapped[str] = mapped_column(String(300), default="")
    answered_at: Mapped[datetime | None]
    response: Mapped[OfficialResponse] = relationship(back_populates="replies")
    recommendation: Mapped[Recommendation] = relationship()
    commitments: Mapped[list["Commitment"]] = relationship(back_populates="reply", order_by="Commitment.id")

    @property
    def is_complete(self) -> bool:
        """Say whether it says yes, no or not yet, and why; for a yes, who answers for it, and by when."""
        if self.verdict is None or not self.reasons:
            return False
        return not self.verdict.is_yes or (bool(self.responsible) and self.is_dated)

    @property
    def is_awaited(self) -> bool:
        """Say whether the answer is published without it: its recommendation was added since."""
        return self.response.is_public and not self.is_complete

    @property
    def published_at(self) -> datetime | None:
        """Return when it was published, with the answer or alone."""
        return self.answered_at or (None if self.is_awaited else self.response.published_at)

    @property
    def is_dated(self) -> bool:
        """Say whether it gives a day, or why there is none."""
        return self.due_on is not None or bool(self.undated_because)


class Progress(StrEnum):
    """How far a commitment has gone; lateness is not a state, it is computed from its day."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Commitment(Model):
    """What the region commits to do (engagement), from a reply: by the day promised, or why there is none."""

    __tablename__ = "commitment"

    id: Mapped[int] = mapped_column(primary_key=True)
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    responsible: Mapped[str] = mapped_column(String(160), default="")
    due_on: Mapped[date | None]
    undated_because: Mapped[str] = mapped_column(String(300), default="")
    progress: Mapped[Progress] = mapped_column(default=Progress.PLANNED)
    percentage: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    done_on: Mapped[date | None]
    reply: Mapped[Reply] = relationship(back_populates="commitments")
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="commitment", order_by="Milestone.due_on", cascade="all, delete-orphan"
    )
    steps: Mapped[list["FollowUp"]] = relationship(
        back_populates="commitment", order_by="FollowUp.id.desc()", cascade="all, delete-orphan"
    )

    @property
    def opinion(self) -> Opinion:
        """Return the opinion it follows from."""
        return self.reply.response.opinion

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it: once the answer is published."""
        return self.reply.response.is_public

    @property
    def came_after(self) -> bool:
        """Say whether it was promised once the answer was published, which it completes without changing it."""
        published_at = self.reply.response.published_at
        return published_at is not None and self.created_at > published_at

    def is_late(self, today: date) -> bool:
        """Say whether the day promised has passed with the work neither done nor dropped."""
        open_still = self.progress in {Progress.PLANNED, Progress.UNDER_WAY}
        return open_still and self.due_on is not None and self.due_on < today


class Milestone(Model):
    """A stage of a commitment (jalon)."""

    __tablename__ = "milestone"
    __table_args__ = (Index("ix_milestone_commitment", "commitment_id", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    commitment: Mapped[Commitment] = relationship(back_populates="milestones")


class FollowUp(Model):
    """What moved in a commitment (suite donnée): where it stands, in words, with what proves it."""

    __tablename__ = "follow_up"
    __table_args__ = (Index("ix_follow_up_commitment", "commitment_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    commitment_id: Mapped[int] = mapped_column(ForeignKey("commitment.id"))
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    progress: Mapped[Progress]
    percentage: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(Text)
    evidence_title: Mapped[str] = mapped_column(String(200), default="")
    evidence_url: Mapped[str] = mapped_column(String(2000), default="")
    commitment: Mapped[Commitment] = relationship(back_populates="steps")
    actor: Mapped[User | None] = relationship()
