"""The charter of a consultation, its numbered rules, and who accepted which version."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model
from moderation.models.reasons import FlagReason


class Charter(Model):
    """The rules of one consultation (charte de participation), by version; without one, the default holds."""

    __tablename__ = "charter"
    __table_args__ = (UniqueConstraint("consultation_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    version: Mapped[int]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    rules: Mapped[list["CharterRule"]] = relationship(
        order_by="CharterRule.number", cascade="all, delete-orphan", back_populates="charter"
    )


class CharterRule(Model):
    """One rule of a charter (règle). `statement` is what its author is told when a text breaks it."""

    __tablename__ = "charter_rule"
    __table_args__ = (UniqueConstraint("charter_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id"))
    number: Mapped[int]
    reason: Mapped[FlagReason]
    title: Mapped[str] = mapped_column(String(160))
    body: Mapped[str] = mapped_column(String(600), default="")
    statement: Mapped[str] = mapped_column(String(400), default="")
    charter: Mapped[Charter] = relationship(back_populates="rules")


class CharterAcceptance(Model):
    """That someone accepted one version of a consultation's own charter (acceptation), before writing there."""

    __tablename__ = "charter_acceptance"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    charter_id: Mapped[int] = mapped_column(ForeignKey("charter.id"), primary_key=True)
    accepted_at: Mapped[datetime]
