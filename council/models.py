"""Say what a council is, what it receives, and what it answers."""

from datetime import date, datetime
from enum import StrEnum

from markupsafe import Markup
from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model
from consult.kit.text.markdown import stored
from synthesis.models import Synthesis


class Office(StrEnum):
    """What someone does in a council (fonction)."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    MEMBER = "member"


class OpinionStatus(StrEnum):
    """The life of an opinion: written by its members, then public for good."""

    DRAFT = "draft"
    PUBLISHED = "published"


TRANSITIONS: dict[OpinionStatus, frozenset[OpinionStatus]] = {
    OpinionStatus.DRAFT: frozenset({OpinionStatus.PUBLISHED}),
    OpinionStatus.PUBLISHED: frozenset(),
}
"""Which status may follow which; a correction is a new opinion that names the old one."""


class Council(Model):
    """A digital council (conseil du numérique); `deed` names the decision that created it."""

    __tablename__ = "council"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(160))
    summary: Mapped[str] = mapped_column(Text, default="")
    deed: Mapped[str] = mapped_column(String(300), default="")
    contact: Mapped[str] = mapped_column(String(254), default="")
    created_at: Mapped[datetime]


class CouncilMember(Model):
    """Someone who sits in a council (membre), in some capacity, with the account they read on."""

    __tablename__ = "council_member"
    __table_args__ = (UniqueConstraint("council_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    capacity: Mapped[str] = mapped_column(String(160), default="")
    council: Mapped[Council] = relationship()
    user: Mapped[User] = relationship()
    mandates: Mapped[list["Mandate"]] = relationship(
        back_populates="member", order_by="Mandate.starts_on", cascade="all, delete-orphan"
    )

    def mandate_on(self, day: date) -> "Mandate | None":
        """Return the mandate under way that day, or None."""
        return next((mandate for mandate in self.mandates if mandate.covers(day)), None)


class Mandate(Model):
    """A span during which someone sits (mandat), and what they do there; without an end, it goes on."""

    __tablename__ = "mandate"

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), index=True)
    office: Mapped[Office] = mapped_column(default=Office.MEMBER)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    member: Mapped[CouncilMember] = relationship(back_populates="mandates")

    def covers(self, day: date) -> bool:
        """Say whether the mandate is under way that day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Addressee(Model):
    """The council a consultation addresses (conseil destinataire): one for each consultation."""

    __tablename__ = "addressee"

    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    named_at: Mapped[datetime]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    council: Mapped[Council] = relationship()


class Transmission(Model):
    """A synthesis sent to a council (transmission): asked by a person, frozen and sent by the worker.

    `sha256` is the fingerprint of the manifest of the files, `number` counts the transmissions of a
    consultation; `cancelled_at` says that the synthesis was taken up again before it left.
    """

    __tablename__ = "transmission"
    __allow_unmapped__ = True
    __table_args__ = (UniqueConstraint("consultation_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"), index=True)
    number: Mapped[int]
    message: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    sent_at: Mapped[datetime | None]
    cancelled_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    council: Mapped[Council] = relationship()
    consultation: Mapped[Consultation] = relationship()
    synthesis: Mapped[Synthesis] = relationship()
    asked_by: Mapped[User] = relationship()
    # Whoever reads it, as a member of its council; set by the query that loads it for someone.
    reader: CouncilMember | None = None


class TransmittedFile(Model):
    """A file as it was sent, kept for good whatever becomes of the synthesis."""

    __tablename__ = "transmitted_file"
    __table_args__ = (UniqueConstraint("transmission_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transmission_id: Mapped[int] = mapped_column(ForeignKey("transmission.id"))
    name: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class Acknowledgement(Model):
    """That a member was told of a transmission, then that they have it (accusé de réception)."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("transmission_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    transmission_id: Mapped[int] = mapped_column(ForeignKey("transmission.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("council_member.id"), index=True)
    told_at: Mapped[datetime]
    acknowledged_at: Mapped[datetime | None]
    member: Mapped[CouncilMember] = relationship()
    transmission: Mapped[Transmission] = relationship()


class Opinion(Model):
    """What a council answers (avis), numbered in its year once public: 2026-03."""

    __tablename__ = "opinion"
    __allow_unmapped__ = True
    __table_args__ = (UniqueConstraint("council_id", "year", "rank"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"))
    transmission_id: Mapped[int] = mapped_column(ForeignKey("transmission.id"), index=True)
    rapporteur_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    title: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[OpinionStatus] = mapped_column(default=OpinionStatus.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    adopted_on: Mapped[date | None]
    published_at: Mapped[datetime | None]
    year: Mapped[int | None]
    rank: Mapped[int | None]
    council: Mapped[Council] = relationship()
    transmission: Mapped[Transmission] = relationship()
    rapporteur: Mapped[User] = relationship()
    # Whoever reads it, as a member of its council; set by the query that loads it for someone.
    reader: CouncilMember | None = None
    recommendations: Mapped[list["Recommendation"]] = relationship(
        back_populates="opinion", order_by="Recommendation.position", cascade="all, delete-orphan"
    )
    citations: Mapped[list["Citation"]] = relationship(
        back_populates="opinion", order_by="Citation.id", cascade="all, delete-orphan"
    )

    @property
    def consultation_id(self) -> int:
        """Return the consultation it is about."""
        return self.transmission.consultation_id

    @property
    def number(self) -> str:
        """Return the number people quote, or nothing before publication."""
        return f"{self.year}-{self.rank:02d}" if self.year and self.rank else ""

    @property
    def markup(self) -> Markup:
        """Return the safe HTML of the text, ready to be shown."""
        return stored(self.html)

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.status is OpinionStatus.PUBLISHED


class Recommendation(Model):
    """What a council recommends (recommandation), numbered in its opinion from 1."""

    __tablename__ = "recommendation"
    __table_args__ = (Index("ix_recommendation_opinion", "opinion_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    opinion: Mapped[Opinion] = relationship(back_populates="recommendations")


class Citation(Model):
    """A sentence of the synthesis an opinion rests on (citation), with the contributions behind it.

    `words` are the sentence as it was transmitted; `evidence` the references of its contributions.
    """

    __tablename__ = "citation"
    __table_args__ = (UniqueConstraint("opinion_id", "claim_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    claim_id: Mapped[str] = mapped_column(String(120))
    section_id: Mapped[str] = mapped_column(String(80))
    section_title: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(Text)
    evidence: Mapped[list[str]] = mapped_column(JSON)
    added_at: Mapped[datetime]
    opinion: Mapped[Opinion] = relationship(back_populates="citations")


class CitedContribution(Model):
    """A contribution behind a citation, so that its author is told and its page leads to the opinion."""

    __tablename__ = "cited_contribution"

    citation_id: Mapped[int] = mapped_column(ForeignKey("citation.id", ondelete="CASCADE"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True, index=True)


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
