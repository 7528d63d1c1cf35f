"""Say what an opinion cites of the synthesis, and which contributions stand behind."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from consult.kit.db import Model


class CitedKind(StrEnum):
    """What of a synthesis is cited."""

    CLAIM = "claim"
    TOPIC = "topic"
    PROPOSAL = "proposal"
    QUOTE = "quote"


class Citation(Model):
    """What an opinion cites of the synthesis (citation), with the contributions behind it.

    `words` are those of the synthesis as it was transmitted, at `anchor` of its part `section_id`; `evidence` the
    references of its contributions.
    It backs a part of the opinion, one recommendation, or the whole when it names neither.
    """

    __tablename__ = "citation"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    kind: Mapped[CitedKind] = mapped_column(default=CitedKind.CLAIM)
    opinion_section_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_section.id", ondelete="SET NULL"))
    recommendation_id: Mapped[int | None] = mapped_column(
        ForeignKey("recommendation.id", ondelete="SET NULL"), index=True
    )
    claim_id: Mapped[str] = mapped_column(String(120))
    anchor: Mapped[str] = mapped_column(String(120), default="")
    section_id: Mapped[str] = mapped_column(String(80))
    section_title: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[str]] = mapped_column(JSON)
    added_at: Mapped[datetime]


class CitedContribution(Model):
    """A contribution behind a citation, so that its author is told and its page leads to the opinion."""

    __tablename__ = "cited_contribution"

    citation_id: Mapped[int] = mapped_column(ForeignKey("citation.id", ondelete="CASCADE"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True, index=True)
