"""Find syntheses, their files, what a person wrote in them, and who must hear of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, undefer

from consult.accounts.models import AnyActor, Role, RoleGrant, User
from consult.consultations.models import Consultation, ConsultationStatus
from consult.consultations.queries import run_by
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.paging import PAGE_SIZE, Page, cut, decode
from contributions.models import Contribution
from synthesis.models import (
    WRITTEN,
    EditTarget,
    Placement,
    Snapshot,
    Synthesis,
    SynthesisChange,
    SynthesisEdit,
    SynthesisFile,
    SynthesisSection,
    SynthesisStatus,
)


@dataclass(frozen=True)
class Work:
    """A closed consultation on the secretariat's desk, with its synthesis when there is one."""

    consultation: Consultation
    synthesis: Synthesis | None


def visible_to(actor: AnyActor) -> ColumnElement[bool]:
    """Keep what this person may read: what is published, and the syntheses of the consultations they run."""
    public = and_(Synthesis.status == SynthesisStatus.PUBLISHED, Consultation.status != ConsultationStatus.DRAFT)
    return or_(public, run_by(actor))


def synthesis_for(actor: AnyActor, synthesis_id: int, at: datetime | None = None) -> Synthesis:
    """Return a synthesis with its consultation, in one query; raise `NotFound` for what may not be read.

    With an instant, one that is provisional then is found too by those who contributed, and by visitors, who are
    asked to sign in.
    """
    readable = visible_to(actor)
    if at is not None:
        readable = or_(readable, and_(provisional_at(at), contributed_by(actor)))
    found = session.scalars(_select().where(Synthesis.id == synthesis_id, readable)).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def synthesis_opened_to(actor: AnyActor, synthesis_id: int, at: datetime) -> Synthesis:
    """Return a synthesis as `synthesis_for` does, and one that closed to its contributors before it is public."""
    opened = and_(Synthesis.frame.is_not(None), Synthesis.provisional_from <= at, contributed_by(actor))
    readable = or_(visible_to(actor), opened)
    found = session.scalars(_select().where(Synthesis.id == synthesis_id, readable)).unique().one_or_none()
    if found is None:
        raise NotFound
    return found


def provisional_at(at: datetime) -> ColumnElement[bool]:
    """Keep the syntheses that are open to their contributors at this instant."""
    return and_(
        Synthesis.status == SynthesisStatus.DRAFT,
        Synthesis.provisional_from.is_not(None),
        Synthesis.provisional_from <= at,
        or_(Synthesis.provisional_until.is_(None), Synthesis.provisional_until > at),
    )


def contributed_by(actor: AnyActor) -> ColumnElement[bool]:
    """Keep the syntheses that place a text of this person; every one for a visitor, not known yet."""
    if not isinstance(actor, User):
        return true()
    own = select(Placement.contribution_id).join(Contribution, Contribution.id == Placement.contribution_id)
    return exists(own.where(Placement.synthesis_id == Synthesis.id, Contribution.author_id == actor.id))


def locked_synthesis(synthesis_id: int) -> Synthesis:
    """Return a synthesis no other transaction can change until this one ends."""
    statement = select(Synthesis).where(Synthesis.id == synthesis_id).with_for_update()
    found = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def synthesis_of(consultation_id: int) -> Synthesis | None:
    """Return the synthesis of a consultation, whatever its status."""
    return session.scalars(_select().where(Synthesis.consultation_id == consultation_id)).unique().one_or_none()


def public_synthesis_of(consultation_id: int) -> Synthesis | None:
    """Return the synthesis of a consultation when everyone may read it."""
    public = Synthesis.status == SynthesisStatus.PUBLISHED
    statement = _select().where(Synthesis.consultation_id == consultation_id, public)
    return session.scalars(statement).unique().one_or_none()


def sections_of(synthesis: Synthesis) -> Sequence[SynthesisSection]:
    """Return the parts of a synthesis in reading order, without their contents."""
    return session.scalars(_sections(synthesis)).all()


def whole_sections_of(synthesis: Synthesis) -> Sequence[SynthesisSection]:
    """Return the parts of a synthesis in reading order, with their contents."""
    return session.scalars(_sections(synthesis).options(undefer(SynthesisSection.content))).all()


def sections_named(synthesis: Synthesis, names: Collection[str]) -> Sequence[SynthesisSection]:
    """Return some parts with their contents, in reading order."""
    statement = _sections(synthesis).where(SynthesisSection.section_id.in_(names))
    return session.scalars(statement.options(undefer(SynthesisSection.content))).all() if names else []


def section_of(synthesis: Synthesis, section_id: str) -> SynthesisSection:
    """Return one part with its contents; raise `NotFound` for any other name."""
    statement = _sections(synthesis).where(SynthesisSection.section_id == section_id)
    found = session.scalars(statement.options(undefer(SynthesisSection.content))).one_or_none()
    if found is None:
        raise NotFound
    return found


def snapshot_content(snapshot_id: int) -> bytes:
    """Return the compressed data of a snapshot."""
    found = session.scalar(select(Snapshot.content).where(Snapshot.id == snapshot_id))
    if found is None:
        raise NotFound
    return found


def snapshot_with(consultation_id: int, sha256: str) -> Snapshot | None:
    """Return the snapshot already taken of the same rows."""
    statement = select(Snapshot).where(Snapshot.consultation_id == consultation_id, Snapshot.sha256 == sha256)
    return session.scalars(statement).one_or_none()


def work_of(actor: AnyActor, cursor: str | None = None) -> Page[Work]:
    """Return a page of the closed consultations this person runs, the latest created first."""
    key = decode(cursor, 1)
    statement = (
        select(Consultation, Synthesis)
        .outerjoin(Synthesis, Synthesis.consultation_id == Consultation.id)
        .where(run_by(actor), Consultation.status == ConsultationStatus.CLOSED)
        .where(Consultation.id < key[0] if key else true())
        .order_by(Consultation.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    rows = [Work(*row) for row in session.execute(statement)]
    return cut(rows, lambda row: (row.consultation.id,), cursor=cursor)


def drafts_waiting(actor: AnyActor) -> int:
    """Count the drafts that wait for this person to read them."""
    statement = select(func.count(Synthesis.id)).join(Synthesis.consultation)
    return session.scalar(statement.where(Synthesis.status == SynthesisStatus.DRAFT, run_by(actor))) or 0


def closed_consultation_for(actor: AnyActor, slug: str) -> Consultation:
    """Return a closed consultation this person runs; raise `NotFound` otherwise."""
    closed = Consultation.status == ConsultationStatus.CLOSED
    found = session.scalars(
        select(Consultation).where(Consultation.slug == slug, closed, run_by(actor))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def consultation_by_slug(slug: str) -> Consultation | None:
    """Return a consultation by its address, for the operator's commands."""
    return session.scalars(select(Consultation).where(Consultation.slug == slug)).one_or_none()


def edits_in_force(synthesis: Synthesis, section_id: str | None = None) -> Sequence[SynthesisEdit]:
    """Return what a person wrote, in one part or in all, that holds now.

    The last row of each sentence or introduction that was not taken back holds, unless it restored the words.
    """
    last = (
        select(func.max(SynthesisEdit.id))
        .where(SynthesisEdit.synthesis_id == synthesis.id, SynthesisEdit.target.in_(WRITTEN))
        .where(SynthesisEdit.is_undone.is_(False))
        .group_by(SynthesisEdit.target, SynthesisEdit.target_id)
    )
    statement = select(SynthesisEdit).where(SynthesisEdit.id.in_(last), SynthesisEdit.after.is_not(None))
    if section_id is not None:
        statement = statement.where(SynthesisEdit.section_id == section_id)
    return session.scalars(statement.order_by(SynthesisEdit.target, SynthesisEdit.target_id)).all()


def edit_in_force(synthesis: Synthesis, target: EditTarget, target_id: str) -> SynthesisEdit | None:
    """Return the last row of one target that was not taken back, even when it restored the words."""
    held = _edits(synthesis, target, target_id).where(SynthesisEdit.is_undone.is_(False))
    return session.scalars(held.limit(1)).one_or_none()


def history_of(synthesis: Synthesis, target: EditTarget, target_id: str) -> Sequence[SynthesisEdit]:
    """Return every change of one sentence or introduction with who made it, the latest first."""
    return session.scalars(_edits(synthesis, target, target_id).options(joinedload(SynthesisEdit.actor))).all()


def changes_of(synthesis: Synthesis) -> Sequence[SynthesisChange]:
    """Return each change of status with who made it, the latest first."""
    statement = (
        select(SynthesisChange)
        .where(SynthesisChange.synthesis_id == synthesis.id)
        .order_by(SynthesisChange.at.desc(), SynthesisChange.id.desc())
        .options(joinedload(SynthesisChange.actor))
    )
    return session.scalars(statement).all()


def files_of(synthesis: Synthesis) -> Sequence[SynthesisFile]:
    """Return the files to download, without their contents, by name."""
    statement = select(SynthesisFile).where(SynthesisFile.synthesis_id == synthesis.id)
    return session.scalars(statement.order_by(SynthesisFile.name)).all()


def file_of(synthesis: Synthesis, name: str) -> SynthesisFile:
    """Return one file with its contents; raise `NotFound` for any other name."""
    statement = select(SynthesisFile).where(SynthesisFile.synthesis_id == synthesis.id, SynthesisFile.name == name)
    found = session.scalars(statement.options(undefer(SynthesisFile.content))).one_or_none()
    if found is None:
        raise NotFound
    return found


def placements_of(contribution_ids: Sequence[int]) -> Sequence[Row[Placement, Synthesis]]:
    """Return where these contributions stand in published syntheses."""
    statement = (
        select(Placement, Synthesis)
        .join(Synthesis, Synthesis.id == Placement.synthesis_id)
        .where(
            Placement.contribution_id.in_(contribution_ids),
            Synthesis.status == SynthesisStatus.PUBLISHED,
        )
        .order_by(Placement.contribution_id)
    )
    return session.execute(statement).all()


def secretariat_of(consultation_id: int) -> Sequence[User]:
    """Return who holds the secretariat of a consultation and can be written to."""
    holds_it = (
        select(RoleGrant.user_id)
        .where(RoleGrant.role == Role.SECRETARIAT)
        .where(or_(RoleGrant.consultation_id.is_(None), RoleGrant.consultation_id == consultation_id))
    )
    statement = select(User).where(User.id.in_(holds_it), User.email.is_not(None), User.erased_at.is_(None))
    return session.scalars(statement.order_by(User.id)).all()


def _select() -> Select[Synthesis]:
    return (
        select(Synthesis)
        .join(Synthesis.consultation)
        .options(
            joinedload(Synthesis.consultation).joinedload(Consultation.territory), joinedload(Synthesis.snapshot)
        )
    )


def _sections(synthesis: Synthesis) -> Select[SynthesisSection]:
    return (
        select(SynthesisSection)
        .where(SynthesisSection.synthesis_id == synthesis.id)
        .order_by(SynthesisSection.position)
    )


def _edits(synthesis: Synthesis, target: EditTarget, target_id: str) -> Select[SynthesisEdit]:
    return (
        select(SynthesisEdit)
        .where(
            SynthesisEdit.synthesis_id == synthesis.id,
            SynthesisEdit.target == target,
            SynthesisEdit.target_id == target_id,
        )
        .order_by(SynthesisEdit.id.desc())
    )
