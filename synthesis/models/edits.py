"""What a person changes and signs: each edit, its way back, the signature of each theme."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.kit.db import Model
from synthesis.models.states import EditTarget


class SynthesisEdit(Model):
    """What a person changed in a synthesis (correction): who, when, before, after; kept for good.

    The last row of a sentence or an introduction holds; without `after`, the computed words have come back. The
    other rows are applied in order. `anchor` is JSON: the whole change as the composer knows it, or what a topic
    gathered when its sentence was rewritten. A row taken back stays, and may be put in again.
    """

    __tablename__ = "synthesis_edit"
    __table_args__ = (Index("ix_synthesis_edit_target", "synthesis_id", "target", "target_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    section_id: Mapped[str] = mapped_column(String(80))
    target: Mapped[EditTarget]
    target_id: Mapped[str] = mapped_column(String(120))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    anchor: Mapped[str] = mapped_column(Text, default="")
    is_undone: Mapped[bool] = mapped_column(default=False)
    actor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    actor: Mapped[User] = relationship()


class EditReversal(Model):
    """An edit taken back, or put in again (retour): who, when, why. No actor: a new computation did it."""

    __tablename__ = "synthesis_edit_reversal"

    id: Mapped[int] = mapped_column(primary_key=True)
    edit_id: Mapped[int] = mapped_column(ForeignKey("synthesis_edit.id"), index=True)
    is_undone: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    actor: Mapped[User | None] = relationship()


class ThemeSignature(Model):
    """A theme someone read and signed (signature): who, when, on what words; a later change lifts it."""

    __tablename__ = "synthesis_theme_signature"
    __table_args__ = (Index("ix_theme_signature", "synthesis_id", "section_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    section_id: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int]
    actor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    actor: Mapped[User] = relationship(foreign_keys=actor_id)
    lifted_by: Mapped[User | None] = relationship(foreign_keys=lifted_by_id)


class TopicSignature(Model):
    """A topic someone read and signed (signature d’un sujet): who, when, on what name, texts and quotes.

    It holds as long as the topic has this fingerprint: whoever changes the topic has it to sign again.
    """

    __tablename__ = "synthesis_topic_signature"
    __table_args__ = (UniqueConstraint("synthesis_id", "section_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    section_id: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(300))
    actor_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    actor: Mapped[User] = relationship()
