"""Say what members say of a draft opinion, and what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.kit.db import Model
from council.models.bodies import CouncilMember
from council.models.opinions import Opinion, OpinionSection, Recommendation


class RemarkKind(StrEnum):
    """What a member says of a draft: a comment, or other words for a passage."""

    COMMENT = "comment"
    AMENDMENT = "amendment"


class RemarkStatus(StrEnum):
    """What became of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Remark(Model):
    """What a member says of a draft opinion (remarque): a comment, or an amendment of a section or recommendation.

    An amendment proposes `after` in place of `before`, the words as they stood when it was written; the
    rapporteur accepts it, which changes the draft, or refuses it with an answer.
    """

    __tablename__ = "opinion_remark"
    __table_args__ = (Index("ix_opinion_remark_opinion", "opinion_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_section.id", ondelete="SET NULL"))
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id", ondelete="SET NULL"))
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), index=True)
    kind: Mapped[RemarkKind]
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[RemarkStatus] = mapped_column(default=RemarkStatus.OPEN)
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    opinion: Mapped[Opinion] = relationship()
    section: Mapped[OpinionSection | None] = relationship()
    recommendation: Mapped[Recommendation | None] = relationship()
    member: Mapped[CouncilMember] = relationship()
