"""Keep which proposals someone was shown while writing."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consult.kit.db import Model


class Choice(StrEnum):
    """What someone did of a similar proposal: read it and went on writing, or supported it."""

    SHOWN = "shown"
    SUPPORTED = "supported"


class SimilarShown(Model):
    """That a proposal was shown to whoever was writing another (proposition proche); the pair is unique."""

    __tablename__ = "similar_shown"
    __table_args__ = (UniqueConstraint("text_id", "other_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    other_id: Mapped[int] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    choice: Mapped[Choice]
    shown_at: Mapped[datetime]
