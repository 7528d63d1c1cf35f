"""Say what a text was before, by which passages of status it went, and who agreed to have it typed for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kit.db import Model
from contributions.models.states import Status


class Version(Model):
    """A text as it stood before an edit (version): kept, numbered from 1."""

    __tablename__ = "version"
    __table_args__ = (UniqueConstraint("contribution_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    number: Mapped[int]
    title: Mapped[str | None] = mapped_column(String(300))
    source: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]


class StatusChange(Model):
    """A passage from one status to another (changement d'état): who, when, from, to, why.

    Without an actor, a rule of the consultation did it.
    """

    __tablename__ = "status_change"
    __table_args__ = (Index("ix_status_change_contribution", "contribution_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    from_status: Mapped[Status]
    to_status: Mapped[Status]
    reason: Mapped[str] = mapped_column(Text, default="")


class PaperConsent(Model):
    """That someone agreed to what a facilitator typed for them (consentement); no name is kept."""

    __tablename__ = "paper_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), unique=True)
    facilitator_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    given_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(String(200), default="")
