"""What a moderator notes in the same gesture as a decision: a duplicate, a tag, a sentence to quote."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model
from contributions.models import Proposal


class Merging(Model):
    """That a proposal says what another already says (réunion de doublons); kept when it is undone."""

    __tablename__ = "merging"
    __table_args__ = (
        Index("ix_merging_duplicate", "duplicate_id", "undone_at"),
        Index("ix_merging_kept", "kept_id", "undone_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    duplicate_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    kept_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    merged_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    merged_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    duplicate: Mapped[Proposal] = relationship(foreign_keys=[duplicate_id])
    kept: Mapped[Proposal] = relationship(foreign_keys=[kept_id])


class Tag(Model):
    """A word that moderators put on a text (étiquette), for themselves and for the synthesis."""

    __tablename__ = "tag"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    label: Mapped[str] = mapped_column(String(60), primary_key=True)
    tagged_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    tagged_at: Mapped[datetime]


class PickedQuote(Model):
    """A sentence that a moderator found worth quoting (citation repérée), in the very words of the text."""

    __tablename__ = "picked_quote"

    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True)
    words: Mapped[str] = mapped_column(String(600), primary_key=True)
    picked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    picked_at: Mapped[datetime]
