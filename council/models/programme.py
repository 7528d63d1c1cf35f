"""Say what the region's scheme holds, and what a council works on all year."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from consult.consultations.models import Consultation
from consult.kit.db import Model
from consult.territories.models import Territory
from council.models.bodies import Council, CouncilMember
from council.models.opinions import Recommendation


class Scheme(Model):
    """The region's scheme for digital uses and services (schéma), adopted on a day, by a deed.

    `version` grows with each change of what it holds: its axes, its measures, its calendar.
    """

    __tablename__ = "scheme"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    adopted_on: Mapped[date | None]
    deed: Mapped[str] = mapped_column(String(300), default="")
    url: Mapped[str] = mapped_column(String(2000), default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    council: Mapped[Council] = relationship()
    axes: Mapped[list["Axis"]] = relationship(
        back_populates="scheme", order_by="Axis.position", cascade="all, delete-orphan"
    )
    meetings: Mapped[list["SchemeMeeting"]] = relationship(
        back_populates="scheme", order_by="SchemeMeeting.starts_at", cascade="all, delete-orphan"
    )

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.published_at is not None


class Axis(Model):
    """A part of a scheme (axe)."""

    __tablename__ = "scheme_axis"
    __table_args__ = (Index("ix_scheme_axis_scheme", "scheme_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    scheme: Mapped[Scheme] = relationship(back_populates="axes")
    measures: Mapped[list["Measure"]] = relationship(
        back_populates="axis", order_by="Measure.position", cascade="all, delete-orphan"
    )


class Measure(Model):
    """What a scheme decides (mesure), and where; without a territory, in the whole region."""

    __tablename__ = "measure"
    __table_args__ = (Index("ix_measure_axis", "axis_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    axis_id: Mapped[int] = mapped_column(ForeignKey("scheme_axis.id"))
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text, default="")
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"), index=True)
    axis: Mapped[Axis] = relationship(back_populates="measures")
    recommendation: Mapped[Recommendation | None] = relationship()
    territories: Mapped[list["MeasureTerritory"]] = relationship(
        order_by="MeasureTerritory.territory_id", cascade="all, delete-orphan"
    )

    @property
    def number(self) -> str:
        """Return the number people quote: its axis, then its place there."""
        return f"{self.axis.position}.{self.position}"


class MeasureTerritory(Model):
    """A territory a measure is for."""

    __tablename__ = "measure_territory"

    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), primary_key=True)
    territory: Mapped[Territory] = relationship()


class MeetingKind(StrEnum):
    """What a scheme's calendar holds."""

    CONFERENCE = "conference"
    TECHNICAL = "technical"


class SchemeMeeting(Model):
    """A conference (at least yearly) or a technical meeting of a scheme."""

    __tablename__ = "scheme_meeting"
    __table_args__ = (Index("ix_scheme_meeting_scheme", "scheme_id", "starts_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    kind: Mapped[MeetingKind]
    title: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    link: Mapped[str] = mapped_column(String(2000), default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime]
    scheme: Mapped[Scheme] = relationship(back_populates="meetings")


class WorkState(StrEnum):
    """Where a workstream stands."""

    OPEN = "open"
    PAUSED = "paused"
    ENDED = "ended"


class Workstream(Model):
    """A subject a council works on over time (chantier): its rapporteur, its state, what it rests on."""

    __tablename__ = "workstream"

    id: Mapped[int] = mapped_column(primary_key=True)
    council_id: Mapped[int] = mapped_column(ForeignKey("council.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    rapporteur_id: Mapped[int | None] = mapped_column(ForeignKey("council_member.id"))
    state: Mapped[WorkState] = mapped_column(default=WorkState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    opened_on: Mapped[date]
    ended_on: Mapped[date | None]
    council: Mapped[Council] = relationship()
    rapporteur: Mapped[CouncilMember | None] = relationship()
    consultations: Mapped[list["WorkstreamConsultation"]] = relationship(cascade="all, delete-orphan")
    measures: Mapped[list["WorkstreamMeasure"]] = relationship(cascade="all, delete-orphan")


class WorkstreamConsultation(Model):
    """A consultation a workstream rests on."""

    __tablename__ = "workstream_consultation"

    workstream_id: Mapped[int] = mapped_column(ForeignKey("workstream.id"), primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True)
    consultation: Mapped[Consultation] = relationship()


class WorkstreamMeasure(Model):
    """A measure of a scheme a workstream rests on."""

    __tablename__ = "workstream_measure"

    workstream_id: Mapped[int] = mapped_column(ForeignKey("workstream.id"), primary_key=True)
    measure_id: Mapped[int] = mapped_column(ForeignKey("measure.id"), primary_key=True)
    measure: Mapped[Measure] = relationship()
