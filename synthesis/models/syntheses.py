"""What is computed and kept: the data, the document in parts, its files, the places, the passages."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import Model
from synthesis.models.states import BuildPhase, SynthesisStatus


class Snapshot(Model):
    """The published rows a synthesis is computed from (photographie des données), with their fingerprint.

    `content` is the canonical JSON of the corpus, compressed; `sha256` is that of the JSON itself.
    """

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("consultation_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"))
    taken_at: Mapped[datetime]
    sha256: Mapped[str] = mapped_column(String(64))
    contributions_count: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class Synthesis(Model):
    """The synthesis of a consultation (synthèse). `revision` grows with each thing a person writes.

    What was computed is in `frame` and in the `SynthesisSection` rows; what a person wrote is in
    `SynthesisEdit` and is put in its place when a part is read. `files_revision` says which revision the
    files to download hold. `sha256` is the fingerprint of the JSON file of the validated revision.

    While it is computed, `next_snapshot_id` is what it is computed from, `phase` what is being done, and
    `stop_asked_at` says that someone asked to stop. It may be opened to its contributors while provisional.
    `grids` are those of the secretariat it was computed with, as compressed JSON; `chapter_order` names the themes
    in the order someone chose for its chapters, if they did.
    """

    __tablename__ = "synthesis"

    id: Mapped[int] = mapped_column(primary_key=True)
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), unique=True)
    snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))
    next_snapshot_id: Mapped[int | None] = mapped_column(ForeignKey("snapshot.id"))
    status: Mapped[SynthesisStatus] = mapped_column(default=SynthesisStatus.BUILDING)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    phase: Mapped[BuildPhase | None]
    started_at: Mapped[datetime | None]
    stop_asked_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=0)
    files_revision: Mapped[int | None]
    asked_at: Mapped[datetime]
    built_at: Mapped[datetime | None]
    validated_at: Mapped[datetime | None]
    validated_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    published_at: Mapped[datetime | None]
    provisional_from: Mapped[datetime | None]
    provisional_until: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    frame: Mapped[bytes | None] = mapped_column(LargeBinary)
    grids: Mapped[bytes | None] = deferred(mapped_column(LargeBinary))
    chapter_order: Mapped[str] = mapped_column(String(2000), default="")
    withheld: Mapped[str] = mapped_column(Text, default="")
    consultation: Mapped[Consultation] = relationship()
    snapshot: Mapped[Snapshot | None] = relationship(foreign_keys=snapshot_id)
    validated_by: Mapped[User | None] = relationship()

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.status is SynthesisStatus.PUBLISHED

    @property
    def is_computed(self) -> bool:
        """Say whether there is something to read, from the present computation or from the one before."""
        return self.frame is not None

    def is_provisional(self, at: datetime) -> bool:
        """Say whether its contributors may read it now, before it is signed off."""
        if self.status is not SynthesisStatus.DRAFT or self.provisional_from is None:
            return False
        return self.provisional_from <= at and (self.provisional_until is None or at < self.provisional_until)

    def was_opened(self, at: datetime) -> bool:
        """Say whether its contributors were ever given it to read before it was public."""
        return self.is_computed and self.provisional_from is not None and self.provisional_from <= at

    @property
    def has_current_files(self) -> bool:
        """Say whether the files hold what the pages show."""
        return self.files_revision == self.revision


class SynthesisSection(Model):
    """A part of a synthesis as it was computed (partie), kept apart so that a page reads only its own.

    The annex has a part for each theme, below the part called « annexe ». `content` is compressed JSON.
    """

    __tablename__ = "synthesis_section"
    __table_args__ = (UniqueConstraint("synthesis_id", "section_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    position: Mapped[int]
    section_id: Mapped[str] = mapped_column(String(80))
    parent_section_id: Mapped[str | None] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(300))
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class SynthesisChange(Model):
    """A passage of a synthesis from one status to another: who, when, why. No actor: the closing did it."""

    __tablename__ = "synthesis_change"
    __table_args__ = (Index("ix_synthesis_change_synthesis", "synthesis_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime]
    from_status: Mapped[SynthesisStatus | None]
    to_status: Mapped[SynthesisStatus]
    reason: Mapped[str] = mapped_column(Text, default="")
    actor: Mapped[User | None] = relationship()


class SynthesisFile(Model):
    """One file of the dossier, as the worker wrote it (fichier)."""

    __tablename__ = "synthesis_file"
    __table_args__ = (UniqueConstraint("synthesis_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"))
    name: Mapped[str] = mapped_column(String(80))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))


UNGROUPED = frozenset({"non regroupée", "not grouped"})
"""How a synthesis in each language says, in place of a topic, that a contribution joins none."""


class Placement(Model):
    """Where a contribution stands in a synthesis (place): its theme, its topic, and whether it is quoted."""

    __tablename__ = "placement"

    synthesis_id: Mapped[int] = mapped_column(ForeignKey("synthesis.id"), primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"), primary_key=True, index=True)
    section_id: Mapped[str] = mapped_column(String(80))
    theme: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    is_quoted: Mapped[bool] = mapped_column(default=False)

    @property
    def is_alone(self) -> bool:
        """Say whether it stands in its theme without joining any topic."""
        return self.place in UNGROUPED

    @property
    def named(self) -> str:
        """Return its theme and, where there is one, its topic: « Santé, sujet 3 »."""
        return f"{self.theme}, {self.place}" if self.place and not self.is_alone else self.theme
