"""Decisions with their reasons, what they mask, suspensions, and the appeals against them."""

from datetime import datetime
from typing import Optional

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model
from contributions.models import Contribution, Kind, Status, StatusChange
from moderation.models.charters import CharterRule
from moderation.models.reasons import Degree, FlagReason, Verdict


class Decision(Model):
    """What was decided of a text, by whom and why (décision): the exposé des motifs is read from it.

    `version` is the one that was read. `fact` quotes what the text says, a passage a line, `explanation` is
    written for its author. `rule` is empty when the default charter holds: its number and version say which
    rule. No one in `decided_by`: decided automatically. `flagged` says that people had flagged it, `also_seen`
    which other reasons the moderator upheld. `in_force` is true of the last decision on a text.
    """

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_register", "consultation_id", "decided_at", "id"),
        Index("ix_decision_in_force", "consultation_id", "in_force", "to_status", "rule_number"),
        Index("ix_decision_contribution", "contribution_id", "id"),
        Index("ix_decision_recent", "decided_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    kind: Mapped[Kind]
    version: Mapped[int]
    verdict: Mapped[Verdict]
    from_status: Mapped[Status]
    to_status: Mapped[Status]
    reason: Mapped[FlagReason | None]
    rule_number: Mapped[int | None]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("charter_rule.id"))
    charter_version: Mapped[int | None]
    fact: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    detected_automatically: Mapped[bool] = mapped_column(default=False)
    flagged: Mapped[bool] = mapped_column(default=False)
    also_seen: Mapped[list[str]] = mapped_column(JSON, default=list)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), index=True)
    decided_at: Mapped[datetime]
    waiting_since: Mapped[datetime]
    appeal_until: Mapped[datetime | None]
    in_force: Mapped[bool] = mapped_column(default=True)
    on_appeal: Mapped[bool] = mapped_column(default=False)
    status_change_id: Mapped[int | None] = mapped_column(ForeignKey("status_change.id"), unique=True)
    contribution: Mapped[Contribution] = relationship()
    consultation: Mapped[Consultation] = relationship()
    decided_by: Mapped[User | None] = relationship()
    rule: Mapped[CharterRule | None] = relationship()
    status_change: Mapped[StatusChange | None] = relationship()
    appeal: Mapped[Optional["Appeal"]] = relationship(back_populates="decision", foreign_keys="Appeal.decision_id")

    @property
    def is_automatic(self) -> bool:
        """Say whether nobody decided, but a rule of the consultation."""
        return self.decided_by_id is None


class MaskedText(Model):
    """The words of a version before some were masked (original), read by staff and by its author."""

    __tablename__ = "masked_text"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str | None] = mapped_column(String(400))
    source: Mapped[str] = mapped_column(Text)


class Appeal(Model):
    """That an author contests a decision (recours): once, in time, before another moderator.

    `reversed` is empty until it is answered; `reversal` is the decision that put things right.
    """

    __tablename__ = "appeal"
    __table_args__ = (Index("ix_appeal_waiting", "answered_at", "filed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), unique=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    filed_at: Mapped[datetime]
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    reversed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    reversal_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    decision: Mapped[Decision] = relationship(back_populates="appeal", foreign_keys=[decision_id])

    @property
    def contribution(self) -> Contribution:
        """Return the text the contested decision is about."""
        return self.decision.contribution


class Suspension(Model):
    """A warning, or a time without writing (suspension d'un compte), with its reasons; its person may contest it.

    It rests on one text. `everywhere` says that it holds on all consultations; `consultation_id` is where
    it was decided. `until` is empty for a warning; `lifted_at` is when it ended, by its date or before.
    """

    __tablename__ = "suspension"
    __table_args__ = (
        Index("ix_suspension_person", "user_id", "decided_at"),
        Index("ix_suspension_place", "consultation_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    everywhere: Mapped[bool] = mapped_column(default=False)
    degree: Mapped[Degree]
    reason: Mapped[FlagReason]
    rule_number: Mapped[int]
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("charter_rule.id"))
    charter_version: Mapped[int]
    fact: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime]
    until: Mapped[datetime | None]
    restriction_id: Mapped[int | None] = mapped_column(ForeignKey("restriction.id", ondelete="SET NULL"))
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    appeal_until: Mapped[datetime]
    appeal: Mapped[str] = mapped_column(Text, default="")
    appealed_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]
    reversed: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    user: Mapped[User] = relationship(foreign_keys=[user_id])
    consultation: Mapped[Consultation] = relationship()
    contribution: Mapped[Contribution] = relationship()
    rule: Mapped[CharterRule | None] = relationship()

    def is_held(self, at: datetime) -> bool:
        """Say whether the person may not write because of it."""
        return self.until is not None and self.lifted_at is None and at < self.until
