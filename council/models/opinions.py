"""Say what a council answers: its parts, its recommendations, its versions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model
from council.models.bodies import Council, CouncilMember
from council.models.citations import Citation
from council.models.quotes import Repeating, TypedQuote, words_of
from council.models.referrals import Referral
from council.models.transmissions import Transmission


class OpinionStatus(StrEnum):
    """The life of an opinion: written by its members, then public for good."""

    DRAFT = "draft"
    PUBLISHED = "published"


TRANSITIONS: dict[OpinionStatus, frozenset[OpinionStatus]] = {
    OpinionStatus.DRAFT: frozenset({OpinionStatus.PUBLISHED}),
    OpinionStatus.PUBLISHED: frozenset(),
}
"""Which status may follow which; a correction is a new opinion that names the old one."""


class Opinion(Model):
    """What a council answers (avis), numbered in its year once public: 2026-03.

    It rests on a synthesis that was transmitted, on a referral, or on both; `corrects_id` names the opinion it
    corrects, which stays readable. `version` grows with each change of what it says.
    """

    __tablename__ = "opinion"
    __allow_unmapped__ = True
    __table_args__ = (UniqueConstraint("council_id", "year", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    transmission_id: Mapped[int | None] = mapped_column(ForeignKey("transmission.id"), index=True)
    referral_id: Mapped[int | None] = mapped_column(ForeignKey("referral.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    rapporteur_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    title: Mapped[str] = mapped_column(String(200))
    status: Mapped[OpinionStatus] = mapped_column(default=OpinionStatus.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    adopted_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    year: Mapped[int | None]
    rank: Mapped[int | None]
    council: Mapped[Council] = relationship()
    transmission: Mapped[Transmission | None] = relationship()
    referral: Mapped[Referral | None] = relationship()
    rapporteur: Mapped[User] = relationship()
    corrects: Mapped["Opinion | None"] = relationship(remote_side="Opinion.id")
    sections: Mapped[list["OpinionSection"]] = relationship(
        order_by="OpinionSection.position", cascade="all, delete-orphan"
    )
    # Whoever reads it, as a member of its council; set by the query that loads it for someone.
    reader: CouncilMember | None = None
    recommendations: Mapped[list["Recommendation"]] = relationship(
        back_populates="opinion", order_by="Recommendation.position", cascade="all, delete-orphan"
    )
    citations: Mapped[list[Citation]] = relationship(order_by=Citation.id, cascade="all, delete-orphan")

    @property
    def consultation(self) -> Consultation | None:
        """Return the public consultation it is about; a council that takes a subject up itself may need none."""
        if self.transmission is not None:
            return self.transmission.consultation
        return self.referral.public_consultation if self.referral else None

    @property
    def consultation_id(self) -> int | None:
        """Return the consultation it is about, public or not yet, or None."""
        if self.transmission is not None:
            return self.transmission.consultation_id
        return self.referral.consultation_id if self.referral else None

    @property
    def number(self) -> str:
        """Return the number people quote, or nothing before publication."""
        return f"{self.year}-{self.rank:02d}" if self.year and self.rank else ""

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.status is OpinionStatus.PUBLISHED

    @property
    def leaves_words_out(self) -> bool:
        """Say whether it repeats words of contributions that are no longer public, which are then not shown."""
        quotes = [one for part in self.sections for one in part.quotes]
        quotes += [one for recommendation in self.recommendations for one in recommendation.quotes]
        return any(one.is_withheld for one in quotes)


class Recommendation(Model):
    """What a council recommends (recommandation), numbered in its opinion from 1.

    With `section_id`, it is voted with that part of the opinion; without, with the whole. In a correction,
    `corrects_id` names the one it stands for, whose answer it takes over.
    """

    __tablename__ = "recommendation"
    __table_args__ = (Index("ix_recommendation_opinion", "opinion_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("opinion_section.id", ondelete="SET NULL"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    opinion: Mapped[Opinion] = relationship(back_populates="recommendations")
    corrects: Mapped["Recommendation | None"] = relationship(remote_side="Recommendation.id")
    quotes: Mapped[list[TypedQuote]] = relationship(viewonly=True, lazy="selectin")

    @property
    def said(self) -> str:
        """Return its words, without those of contributions that are no longer public."""
        return words_of(self.text, self.quotes)

    @property
    def is_reworded(self) -> bool:
        """Say whether a correction gave it other words than those it stands for."""
        return self.corrects is not None and self.corrects.text != self.text


class OpinionChange(Model):
    """A passage of an opinion from one status to another: who, when, why."""

    __tablename__ = "opinion_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    from_status: Mapped[OpinionStatus]
    to_status: Mapped[OpinionStatus]
    reason: Mapped[str] = mapped_column(Text, default="")


class OpinionSection(Repeating, Model):
    """A part of an opinion (partie), in its order; the council may vote on it alone."""

    __tablename__ = "opinion_section"
    __table_args__ = (Index("ix_opinion_section_opinion", "opinion_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    quotes: Mapped[list[TypedQuote]] = relationship(viewonly=True, lazy="selectin")


class OpinionVersion(Model):
    """An opinion as someone saved it (version); `content` holds its parts and recommendations.

    What it cites is kept by name alone: the words of a contribution that is taken back go everywhere.
    """

    __tablename__ = "opinion_version"
    __table_args__ = (UniqueConstraint("opinion_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    content: Mapped[dict[str, object]] = mapped_column(JSON)
    actor: Mapped[User | None] = relationship()
