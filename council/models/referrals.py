"""Say what a council is asked, or asks itself."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.db import Model
from consult.kit.text.markdown import stored
from council.models.bodies import Council, CouncilMember


class ReferralKind(StrEnum):
    """Whether someone asks the council (saisine), or the council takes a subject up itself (auto-saisine)."""

    REQUESTED = "requested"
    OWN_INITIATIVE = "own_initiative"


class ReferralStatus(StrEnum):
    """The life of a referral."""

    PROPOSED = "proposed"
    SECONDED = "seconded"
    UNDER_STUDY = "under_study"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


REFERRAL_TRANSITIONS: dict[ReferralStatus, frozenset[ReferralStatus]] = {
    ReferralStatus.PROPOSED: frozenset({ReferralStatus.SECONDED, ReferralStatus.WITHDRAWN}),
    ReferralStatus.SECONDED: frozenset(
        {ReferralStatus.UNDER_STUDY, ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN}
    ),
    ReferralStatus.UNDER_STUDY: frozenset({ReferralStatus.ANSWERED, ReferralStatus.WITHDRAWN}),
    ReferralStatus.ANSWERED: frozenset(),
    ReferralStatus.DECLINED: frozenset(),
    ReferralStatus.WITHDRAWN: frozenset(),
}
"""Which status may follow which. A requested one begins under study; a council's own begins as a proposal that
another member seconds, then the council adopts it by a recorded vote or declines it."""


class Referral(Model):
    """A question put to a council (saisine, auto-saisine), numbered in its year once it is under study: 2026-03.

    `asked_by` names who asks: the regional executive, a department; for a council's own it is the member who
    proposed it. `consultation_id` is the consultation it opens or rests on.
    """

    __tablename__ = "referral"
    __allow_unmapped__ = True
    __table_args__ = (UniqueConstraint("council_id", "year", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    kind: Mapped[ReferralKind]
    status: Mapped[ReferralStatus]
    title: Mapped[str] = mapped_column(String(200))
    asked_by: Mapped[str] = mapped_column(String(160), default="")
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("council_member.id"))
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date | None]
    due_on: Mapped[date | None]
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"), index=True)
    year: Mapped[int | None]
    rank: Mapped[int | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    registered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    council: Mapped[Council] = relationship()
    consultation: Mapped[Consultation | None] = relationship()
    proposed_by: Mapped[CouncilMember | None] = relationship()
    documents: Mapped[list["ReferralDocument"]] = relationship(
        order_by="ReferralDocument.id", cascade="all, delete-orphan"
    )
    # Whoever reads it, as a member of its council; set by the query that loads it for someone.
    reader: CouncilMember | None = None

    @property
    def public_consultation(self) -> Consultation | None:
        """Return the consultation it opens or rests on, once everyone may read it."""
        return self.consultation if self.consultation and self.consultation.is_public else None

    @property
    def number(self) -> str:
        """Return the number people quote, or nothing before it is registered."""
        return f"{self.year}-{self.rank:02d}" if self.year and self.rank else ""

    @property
    def markup(self) -> Markup:
        """Return the safe HTML of the question, ready to be shown."""
        return stored(self.html)

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it: once it has its number."""
        return self.registered_at is not None

    @property
    def days_taken(self) -> int | None:
        """Return in how many days it ended, counted from the day it was asked; None while it is open."""
        if self.ended_at is None or self.registered_at is None:
            return None
        return (self._ended_on - (self.asked_on or clock.local(self.registered_at).date())).days

    @property
    def days_over(self) -> int:
        """Return by how many days an answer came after the day it was owed."""
        if self.status is not ReferralStatus.ANSWERED or self.due_on is None or self.ended_at is None:
            return 0
        return max(0, (self._ended_on - self.due_on).days)

    @property
    def _ended_on(self) -> date:
        return clock.local(self.ended_at).date() if self.ended_at else date.max

    def is_late(self, today: date) -> bool:
        """Say whether the day it was owed has passed without an answer."""
        waits = self.status is ReferralStatus.UNDER_STUDY
        return waits and self.due_on is not None and self.due_on < today


class ReferralDocument(Model):
    """A document joined to a referral: a title and where it is read."""

    __tablename__ = "referral_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(2000))


class Seconding(Model):
    """A member who supports a council's own referral (soutien); never the one who proposed it."""

    __tablename__ = "referral_seconding"

    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), primary_key=True)
    at: Mapped[datetime]
    member: Mapped[CouncilMember] = relationship()


class ReferralChange(Model):
    """A passage of a referral from one status to another: who, when, why."""

    __tablename__ = "referral_change"
    __table_args__ = (Index("ix_referral_change_referral", "referral_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    from_status: Mapped[ReferralStatus | None]
    to_status: Mapped[ReferralStatus]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[User | None] = relationship()
