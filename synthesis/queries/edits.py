"""Find what people changed in a synthesis, which themes they signed, and what holds now."""

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from consult.kit.db import session
from consult.kit.errors import NotFound
from contributions.models import Contribution
from synthesis.models import (
    WRITTEN,
    EditReversal,
    EditTarget,
    Placement,
    Synthesis,
    SynthesisEdit,
    SynthesisSection,
    ThemeSignature,
    TopicSignature,
)
from synthesis.queries.syntheses import edit_in_force

CHAPTERS = "chapitres"
_NUMBERED = re.compile(r"[A-Z][1-9][0-9]{0,8}")
"""A reference such as P12: a longer number than an identifier has is nobody's."""


def arrangement_of(synthesis: Synthesis) -> Sequence[SynthesisEdit]:
    """Return the changes of topics, quotes and evidence that hold, in the order they were made."""
    statement = (
        select(SynthesisEdit)
        .where(SynthesisEdit.synthesis_id == synthesis.id, SynthesisEdit.target.not_in(WRITTEN))
        .where(SynthesisEdit.is_undone.is_(False))
        .order_by(SynthesisEdit.id)
    )
    return session.scalars(statement).all()


def every_edit_of(synthesis: Synthesis, section_id: str | None = None) -> Sequence[SynthesisEdit]:
    """Return each change with who made it, taken back or not, the latest first."""
    statement = select(SynthesisEdit).where(SynthesisEdit.synthesis_id == synthesis.id)
    if section_id is not None:
        statement = statement.where(SynthesisEdit.section_id == section_id)
    return session.scalars(
        statement.order_by(SynthesisEdit.id.desc()).options(joinedload(SynthesisEdit.actor))
    ).all()


def reversals_of(edits: Sequence[SynthesisEdit]) -> dict[int, EditReversal]:
    """Return the last passage back or forth of each of these changes, with who asked for it."""
    ids = [edit.id for edit in edits]
    statement = (
        select(EditReversal)
        .where(EditReversal.edit_id.in_(ids))
        .order_by(EditReversal.id)
        .options(joinedload(EditReversal.actor))
    )
    return {row.edit_id: row for row in session.scalars(statement)} if ids else {}


def edit_named(synthesis: Synthesis, edit_id: int) -> SynthesisEdit:
    """Return one change of a synthesis; raise `NotFound` for any other number."""
    found = session.get(SynthesisEdit, edit_id)
    if found is None or found.synthesis_id != synthesis.id:
        raise NotFound
    return found


def state_of(synthesis: Synthesis, section_id: str) -> str:
    """Name the state of a part: another name means that someone changed it meanwhile."""
    edits = select(func.max(SynthesisEdit.id)).where(
        SynthesisEdit.synthesis_id == synthesis.id, SynthesisEdit.section_id == section_id
    )
    turns = (
        select(func.max(EditReversal.id))
        .join(SynthesisEdit, SynthesisEdit.id == EditReversal.edit_id)
        .where(SynthesisEdit.synthesis_id == synthesis.id, SynthesisEdit.section_id == section_id)
    )
    return f"{synthesis.snapshot_id or 0}.{session.scalar(edits) or 0}.{session.scalar(turns) or 0}"


def last_hand_on(synthesis: Synthesis, section_id: str) -> SynthesisEdit | None:
    """Return the latest change of a part, with who made it."""
    statement = (
        select(SynthesisEdit)
        .where(SynthesisEdit.synthesis_id == synthesis.id, SynthesisEdit.section_id == section_id)
        .order_by(SynthesisEdit.id.desc())
        .options(joinedload(SynthesisEdit.actor))
        .limit(1)
    )
    return session.scalars(statement).one_or_none()


# --- signatures -------------------------------------------------------------------------


def signatures_of(synthesis: Synthesis) -> dict[str, ThemeSignature]:
    """Return the signature that holds on each theme, with who signed."""
    statement = (
        select(ThemeSignature)
        .where(ThemeSignature.synthesis_id == synthesis.id, ThemeSignature.lifted_at.is_(None))
        .options(joinedload(ThemeSignature.actor))
    )
    return {row.section_id: row for row in session.scalars(statement)}


def signature_history_of(synthesis: Synthesis, section_id: str) -> Sequence[ThemeSignature]:
    """Return every signature of one theme, lifted or not, the latest first."""
    statement = (
        select(ThemeSignature)
        .where(ThemeSignature.synthesis_id == synthesis.id, ThemeSignature.section_id == section_id)
        .order_by(ThemeSignature.id.desc())
        .options(joinedload(ThemeSignature.actor), joinedload(ThemeSignature.lifted_by))
    )
    return session.scalars(statement).all()


def topic_signatures_of(synthesis: Synthesis, section_id: str) -> dict[str, TopicSignature]:
    """Return the signatures of the topics of a theme, by the fingerprint of what was signed, with who signed."""
    statement = (
        select(TopicSignature)
        .where(TopicSignature.synthesis_id == synthesis.id, TopicSignature.section_id == section_id)
        .options(joinedload(TopicSignature.actor))
    )
    return {row.sha256: row for row in session.scalars(statement)}


def themes_of(synthesis: Synthesis) -> Sequence[SynthesisSection]:
    """Return the chapters to sign, in reading order: those of the themes where something was published."""
    placed = select(Placement.section_id).where(Placement.synthesis_id == synthesis.id).distinct()
    names = [name.removeprefix("annexe-") for name in session.scalars(placed)]
    statement = (
        select(SynthesisSection)
        .where(SynthesisSection.synthesis_id == synthesis.id, SynthesisSection.section_id.in_(names))
        .order_by(SynthesisSection.position)
    )
    return session.scalars(statement).all()


def in_chosen_order(themes: Sequence[SynthesisSection], order: Sequence[int]) -> list[SynthesisSection]:
    """Set chapters in the order a person chose; those it does not name come after, as they are."""
    place = {f"theme-{theme_id}": rank for rank, theme_id in enumerate(order)}
    return sorted(themes, key=lambda theme: place.get(theme.section_id, len(place)))


def chapters_wanted(synthesis: Synthesis) -> tuple[int, ...]:
    """Return the themes in the order someone wants for the chapters of the next computation; none: as they are."""
    last = edit_in_force(synthesis, EditTarget.CHAPTERS, CHAPTERS)
    return tuple(map(int, (last.after or "").split())) if last else ()


def themes_to_sign(synthesis: Synthesis) -> Sequence[SynthesisSection]:
    """Return the themes nobody has signed as they stand."""
    signed = signatures_of(synthesis)
    return [theme for theme in themes_of(synthesis) if theme.section_id not in signed]


def known_refs(synthesis: Synthesis, refs: Sequence[str]) -> set[str]:
    """Keep, of these references as someone typed them, those of contributions a synthesis places."""
    numbers = {int(ref[1:]) for ref in refs if _NUMBERED.fullmatch(ref)}
    statement = (
        select(Contribution.kind, Contribution.id)
        .join(Placement, Placement.contribution_id == Contribution.id)
        .where(Placement.synthesis_id == synthesis.id, Placement.contribution_id.in_(numbers))
    )
    placed = {f"{kind.value[0].upper()}{number}" for kind, number in session.execute(statement)}
    return placed.intersection(refs)
