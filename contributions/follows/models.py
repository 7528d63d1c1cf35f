"""Say what people follow, and how often they want to hear of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation, Theme
from consult.kit.db import Model
from contributions.models import Proposal


class Rhythm(StrEnum):
    """How often someone wants to be told (rythme)."""

    NOW = "now"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


DEFAULT_RHYTHM = Rhythm.DAILY
"""What holds for whoever follows something and has not chosen."""
_WHOLE = text("theme_id IS NULL AND proposal_id IS NULL")


class Follow(Model):
    """That someone follows a consultation, one of its themes or one of its proposals (suivi).

    Without a theme or a proposal, the whole consultation is followed. A row that has an end is kept, so that
    what someone stopped following is not followed again by itself when they write there.
    """

    __tablename__ = "follow"
    __table_args__ = (
        UniqueConstraint("user_id", "theme_id"),
        UniqueConstraint("user_id", "proposal_id"),
        # Two empty columns are distinct for a database: this one joins the follows of whole consultations.
        Index(
            "uq_follow_whole",
            "user_id",
            "consultation_id",
            unique=True,
            sqlite_where=_WHOLE,
            postgresql_where=_WHOLE,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="CASCADE"))
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    followed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    consultation: Mapped[Consultation] = relationship()
    theme: Mapped[Theme | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()


class Delivery(Model):
    """How someone is told (choix d'envoi): how often, in which language, and until when they were told.

    `told_until` moves with each look at the news, in the transaction that writes the mail; `due_at` is the next
    look, empty when there is none.
    """

    __tablename__ = "delivery"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    rhythm: Mapped[Rhythm] = mapped_column(default=DEFAULT_RHYTHM)
    language: Mapped[str] = mapped_column(String(5), default="fr")
    told_until: Mapped[datetime]
    due_at: Mapped[datetime | None] = mapped_column(index=True)
    user: Mapped[User] = relationship()
