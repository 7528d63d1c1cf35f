"""Say when a council sits, what is on its agenda, who came, what was voted, and what the minutes keep."""

from datetime import datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from consult.kit.text.markdown import stored
from council.models.bodies import Council, CouncilMember
from council.models.opinions import Opinion, OpinionSection
from council.models.referrals import Referral
from council.models.transmissions import Transmission


class SittingStatus(StrEnum):
    """The life of a sitting."""

    PLANNED = "planned"
    CONVENED = "convened"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


SITTING_TRANSITIONS: dict[SittingStatus, frozenset[SittingStatus]] = {
    SittingStatus.PLANNED: frozenset({SittingStatus.CONVENED, SittingStatus.CANCELLED}),
    SittingStatus.CONVENED: frozenset({SittingStatus.OPEN, SittingStatus.CANCELLED}),
    SittingStatus.OPEN: frozenset({SittingStatus.CLOSED}),
    SittingStatus.CLOSED: frozenset(),
    SittingStatus.CANCELLED: frozenset(),
}
"""Which status may follow which: planned, then members are invited, then it opens and closes."""


class Answer(StrEnum):
    """What a member says to an invitation."""

    COMING = "coming"
    REMOTE = "remote"
    ABSENT = "absent"


class Sitting(Model):
    """A sitting of a council (séance), numbered in its year once members are invited.

    `seats` and `quorum` are counted when it opens: members in office that day, and how many must be there.
    """

    __tablename__ = "sitting"
    __allow_unmapped__ = True
    __table_args__ = (
        UniqueConstraint("council_id", "year", "rank"),
        Index("ix_sitting_council", "council_id", "starts_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    status: Mapped[SittingStatus] = mapped_column(default=SittingStatus.PLANNED)
    title: Mapped[str] = mapped_column(String(200), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(2000), default="")
    year: Mapped[int | None]
    rank: Mapped[int | None]
    seats: Mapped[int | None]
    quorum: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    convened_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    council: Mapped[Council] = relationship()
    agenda: Mapped[list["AgendaItem"]] = relationship(
        back_populates="sitting", order_by="AgendaItem.position", cascade="all, delete-orphan"
    )
    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="sitting", order_by="Attendance.id", cascade="all, delete-orphan"
    )
    # Whoever reads it, as a member of its council; set by the query that loads it for someone.
    reader: CouncilMember | None = None

    @property
    def number(self) -> str:
        """Return the number people quote, or nothing before members are invited."""
        return f"{self.year}-{self.rank:02d}" if self.year and self.rank else ""

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it: once members were invited."""
        return self.convened_at is not None


class AgendaItem(Model):
    """A point of the agenda (point de l’ordre du jour), tied to what it is about; `notes` feed the minutes."""

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_sitting", "sitting_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    explanation: Mapped[str] = mapped_column(Text, default="")
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    transmission_id: Mapped[int | None] = mapped_column(ForeignKey("transmission.id"), index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    document_title: Mapped[str] = mapped_column(String(200), default="")
    document_url: Mapped[str] = mapped_column(String(2000), default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    sitting: Mapped[Sitting] = relationship(back_populates="agenda")
    referral: Mapped[Referral | None] = relationship()
    transmission: Mapped[Transmission | None] = relationship()
    opinion: Mapped[Opinion | None] = relationship()


class Attendance(Model):
    """That a member was invited to a sitting, what they answered, and whether they came (présence).

    `recorded_by_id` names whoever noted the answer or the presence when it was not the member.
    """

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("sitting_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), index=True)
    invited_at: Mapped[datetime]
    answer: Mapped[Answer | None]
    answered_at: Mapped[datetime | None]
    is_present: Mapped[bool | None]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    sitting: Mapped[Sitting] = relationship(back_populates="attendances")
    member: Mapped[CouncilMember] = relationship()


class Choice(StrEnum):
    """What a member votes in a recorded vote."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"


class Outcome(StrEnum):
    """What a recorded vote decided; a tie adopts nothing."""

    ADOPTED = "adopted"
    REJECTED = "rejected"


class RecordedVote(Model):
    """A vote of a council by name (scrutin) on one thing: a referral, an opinion or one of its sections, minutes.

    Opened by whoever presides, only while the quorum is met; `present` and `quorum` are what was counted then.
    """

    __tablename__ = "recorded_vote"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), index=True)
    agenda_item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_item.id", ondelete="SET NULL"))
    question: Mapped[str] = mapped_column(String(300))
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    opinion_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_section.id"), index=True)
    minutes_id: Mapped[int | None] = mapped_column(ForeignKey("minutes.id"), index=True)
    opinion_version: Mapped[int | None]
    present: Mapped[int]
    quorum: Mapped[int]
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]
    sitting: Mapped[Sitting] = relationship()
    referral: Mapped[Referral | None] = relationship()
    opinion: Mapped[Opinion | None] = relationship()
    section: Mapped[OpinionSection | None] = relationship()
    minutes: Mapped["Minutes | None"] = relationship()
    opened_by: Mapped[User] = relationship(foreign_keys=[opened_by_id])
    voices: Mapped[list["Voice"]] = relationship(back_populates="vote", cascade="all, delete-orphan")


class Voice(Model):
    """What one member voted (voix), once each; `recorded_by_id` names the secretary who noted it for them."""

    __tablename__ = "voice"

    vote_id: Mapped[int] = mapped_column(ForeignKey("recorded_vote.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), primary_key=True, index=True)
    choice: Mapped[Choice]
    at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    vote: Mapped[RecordedVote] = relationship(back_populates="voices")
    member: Mapped[CouncilMember] = relationship()


class MinutesStatus(StrEnum):
    """The life of minutes: drafted from the agenda, then adopted at a later sitting, and public."""

    DRAFT = "draft"
    ADOPTED = "adopted"


class Minutes(Model):
    """What a sitting leaves (compte rendu); adopted by a recorded vote of a later sitting."""

    __tablename__ = "minutes"

    id: Mapped[int] = mapped_column(primary_key=True)
    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"), unique=True)
    status: Mapped[MinutesStatus] = mapped_column(default=MinutesStatus.DRAFT)
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    written_at: Mapped[datetime]
    adopted_at: Mapped[datetime | None]
    adopted_in_id: Mapped[int | None] = mapped_column(ForeignKey("sitting.id"))
    sitting: Mapped[Sitting] = relationship(foreign_keys=[sitting_id])
    adopted_in: Mapped[Sitting | None] = relationship(foreign_keys=[adopted_in_id])

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it: once the council adopted it."""
        return self.status is MinutesStatus.ADOPTED

    @property
    def markup(self) -> Markup:
        """Return the safe HTML of the text, ready to be shown."""
        return stored(self.html)


class YearlyReport(Model):
    """The synthesis of a council's own work in a year, drafted from its records and edited (rapport d’activité).

    `source` is what a person made of the draft; without it the draft stands as it is computed.
    """

    __tablename__ = "yearly_report"
    __table_args__ = (UniqueConstraint("council_id", "year"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    year: Mapped[int]
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
    edited_at: Mapped[datetime | None]
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[datetime | None]
    edited_by: Mapped[User | None] = relationship()
