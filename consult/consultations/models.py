"""Say what a consultation is: its question, its themes, its phases and what each phase opens."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Optional

from markupsafe import Markup
from sqlalchemy import JSON, Dialect, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from consult.accounts.models import User
from consult.kit.db import Model
from consult.kit.text.markdown import stored
from consult.territories.models import Territory


class Action(StrEnum):
    """What a phase opens to the public."""

    READ = "read"
    PROPOSE = "propose"
    VOTE = "vote"
    ARGUE = "argue"
    COMMENT = "comment"


TAKING_PART = frozenset(Action) - {Action.READ}


class ConsultationStatus(StrEnum):
    """The life of a consultation: written, shown, then closed for good."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CLOSED = "closed"


TRANSITIONS: dict[ConsultationStatus, frozenset[ConsultationStatus]] = {
    ConsultationStatus.DRAFT: frozenset({ConsultationStatus.PUBLISHED}),
    ConsultationStatus.PUBLISHED: frozenset({ConsultationStatus.CLOSED, ConsultationStatus.DRAFT}),
    ConsultationStatus.CLOSED: frozenset(),
}


class Stage(StrEnum):
    """Where a consultation stands for the public, by its dates."""

    DRAFT = "draft"
    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"


class ResultKind(StrEnum):
    """What comes out of a closed consultation, in the order it comes."""

    SYNTHESIS = "synthesis"
    OPINION = "opinion"
    RESPONSE = "response"
    FOLLOW_UP = "follow_up"


class Actions(TypeDecorator[frozenset[Action]]):
    """Store a set of actions as a sorted JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: frozenset[Action] | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Write the actions' names, sorted."""
        return sorted(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> frozenset[Action]:  # noqa: ANN401, ARG002
        """Read the names back."""
        return frozenset(Action(name) for name in value or ())


class Consultation(Model):
    """A question asked of the inhabitants (consultation, concertation).

    `modalities` and `synthesis_due_on` are owed before opening (CRPA, article L. 131-1);
    `short_reason` says why it lasts less than fifteen days. `votes_per_person` is the most votes one
    person may give, None when nothing limits them. `imported` marks one brought from elsewhere with its
    totals of votes; `fictitious` marks a demonstration on every page and export.
    """

    __tablename__ = "consultation"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(160))
    question: Mapped[str] = mapped_column(String(300), default="")
    summary: Mapped[str] = mapped_column(String(600), default="")
    body_source: Mapped[str] = mapped_column(Text, default="")
    body_html: Mapped[str] = mapped_column(Text, default="")
    modalities_source: Mapped[str] = mapped_column(Text, default="")
    modalities_html: Mapped[str] = mapped_column(Text, default="")
    organiser: Mapped[str] = mapped_column(String(160), default="")
    decision_maker: Mapped[str] = mapped_column(String(160), default="")
    territory_id: Mapped[int | None] = mapped_column(ForeignKey("territory.id"))
    status: Mapped[ConsultationStatus] = mapped_column(default=ConsultationStatus.DRAFT)
    pre_moderated: Mapped[bool] = mapped_column(default=False)
    results_hidden: Mapped[bool] = mapped_column(default=False)
    votes_per_person: Mapped[int | None]
    synthesis_due_on: Mapped[date | None]
    short_reason: Mapped[str] = mapped_column(Text, default="")
    imported: Mapped[bool] = mapped_column(default=False)
    fictitious: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    proposals_count: Mapped[int] = mapped_column(default=0)
    contributions_count: Mapped[int] = mapped_column(default=0)
    votes_count: Mapped[int] = mapped_column(default=0)
    participants_count: Mapped[int] = mapped_column(default=0)
    territory: Mapped[Territory | None] = relationship()
    phases: Mapped[list["Phase"]] = relationship(
        order_by="Phase.opens_at", cascade="all, delete-orphan", back_populates="consultation"
    )
    themes: Mapped[list["Theme"]] = relationship(
        order_by="(Theme.position, Theme.id)", cascade="all, delete-orphan", back_populates="consultation"
    )
    documents: Mapped[list["Document"]] = relationship(
        order_by="Document.id", cascade="all, delete-orphan", back_populates="consultation"
    )
    results: Mapped[list["ResultLink"]] = relationship(
        order_by="ResultLink.published_at", cascade="all, delete-orphan", back_populates="consultation"
    )

    @property
    def body(self) -> Markup:
        """Return the presentation as HTML that was made safe when it was written."""
        return stored(self.body_html)

    @property
    def modalities(self) -> Markup:
        """Return how one takes part and what is made of it, as safe HTML."""
        return stored(self.modalities_html)

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it: a draft is read by those who run it."""
        return self.status is not ConsultationStatus.DRAFT

    @property
    def hides_results(self) -> bool:
        """Say whether totals of votes are kept from everyone until the end."""
        return self.results_hidden and self.status is not ConsultationStatus.CLOSED

    def phase_at(self, at: datetime) -> Optional["Phase"]:
        """Return the phase under way, or None between phases."""
        return next((phase for phase in self.phases if phase.is_open(at)), None)

    def opens(self, action: Action, at: datetime) -> bool:
        """Say whether people may do this now. Dates decide, whether or not the worker has run."""
        if self.status is not ConsultationStatus.PUBLISHED:
            return False
        return any(action in phase.opens and phase.is_open(at) for phase in self.phases)

    @property
    def opens_at(self) -> datetime | None:
        """Return when people can first take part."""
        return min((phase.opens_at for phase in self._taking_part()), default=None)

    @property
    def closes_at(self) -> datetime | None:
        """Return when people can no longer take part."""
        return max((phase.closes_at for phase in self._taking_part()), default=None)

    @property
    def ended_at(self) -> datetime | None:
        """Return when taking part stopped or will stop: earlier than planned when someone closed it."""
        return self.closed_at or self.closes_at

    def stage(self, at: datetime) -> Stage:
        """Return where it stands. A consultation between two phases is open: it goes on."""
        if self.status is ConsultationStatus.DRAFT:
            return Stage.DRAFT
        opens_at, closes_at = self.opens_at, self.closes_at
        if self.status is ConsultationStatus.CLOSED or closes_at is None or closes_at <= at:
            return Stage.CLOSED
        return Stage.COMING if opens_at is None or at < opens_at else Stage.OPEN

    def _taking_part(self) -> Sequence["Phase"]:
        return [phase for phase in self.phases if phase.takes_part]


class Phase(Model):
    """A span of time that opens actions (phase, étape); what it opens is data."""

    __tablename__ = "phase"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(400), default="")
    opens_at: Mapped[datetime] = mapped_column(index=True)
    closes_at: Mapped[datetime] = mapped_column(index=True)
    opens: Mapped[frozenset[Action]] = mapped_column(Actions)
    opening_recorded_at: Mapped[datetime | None]
    closing_recorded_at: Mapped[datetime | None]
    consultation: Mapped[Consultation] = relationship(back_populates="phases")

    @property
    def takes_part(self) -> bool:
        """Say whether people may do more than read."""
        return bool(self.opens & TAKING_PART)

    def is_open(self, at: datetime) -> bool:
        """Say whether the phase is under way: its first instant is in, its last is out."""
        return self.opens_at <= at < self.closes_at


class Theme(Model):
    """A subject the organiser asks about (thème); with a parent, a sub-theme.

    `proposals_count` counts its own proposals, not those of its sub-themes.
    """

    __tablename__ = "theme"
    __table_args__ = (UniqueConstraint("consultation_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(600), default="")
    position: Mapped[int] = mapped_column(default=0)
    proposals_count: Mapped[int] = mapped_column(default=0)
    consultation: Mapped[Consultation] = relationship(back_populates="themes")
    parent: Mapped[Optional["Theme"]] = relationship(remote_side="Theme.id")


class Document(Model):
    """A document of reference (document): a link to it, with its title."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    url: Mapped[str] = mapped_column(String(500))
    consultation: Mapped[Consultation] = relationship(back_populates="documents")


class ResultLink(Model):
    """A public page that says what came of it (résultat): kept here so that lists need not ask later rooms."""

    __tablename__ = "result_link"
    __table_args__ = (UniqueConstraint("consultation_id", "kind", "url"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), index=True)
    kind: Mapped[ResultKind]
    url: Mapped[str] = mapped_column(String(300))
    published_at: Mapped[datetime]
    consultation: Mapped[Consultation] = relationship(back_populates="results")


class ConsultationChange(Model):
    """A change of status (changement d'état): who, when, from, to, why. No actor: the date did it."""

    __tablename__ = "consultation_change"
    __table_args__ = (Index("ix_consultation_change_consultation", "consultation_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    from_status: Mapped[ConsultationStatus | None]
    to_status: Mapped[ConsultationStatus]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[User | None] = relationship()
