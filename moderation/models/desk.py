"""What the desk itself keeps: evidence, ready replies, who is on duty, who read what is withheld."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model


class Evidence(Model):
    """The words of a text taken away at once (preuve), kept for the authorities with their fingerprint.

    `alerts` is what moderators noted of whom they alerted, one line each.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    kept_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    kept_at: Mapped[datetime]
    alerts: Mapped[str] = mapped_column(Text, default="")
    kept_by: Mapped[User] = relationship(foreign_keys=[kept_by_id])


class SavedReply(Model):
    """An explanation to use again (réponse enregistrée): one's own, or shared on a consultation."""

    __tablename__ = "saved_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    text: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime]
    consultation: Mapped[Consultation | None] = relationship()


class Duty(Model):
    """That someone reads the queue until an hour (permanence)."""

    __tablename__ = "duty"

    moderator_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    moderator: Mapped[User] = relationship()


class StaffRead(Model):
    """That someone of the staff read a text that the public does not (lecture d'un texte écarté)."""

    __tablename__ = "staff_read"

    id: Mapped[int] = mapped_column(primary_key=True)
    reader_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), index=True)
    read_at: Mapped[datetime] = mapped_column(index=True)
    reader: Mapped[User] = relationship()
