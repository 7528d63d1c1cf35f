"""Count what was published, or left the public view, since the data of a synthesis were photographed."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select

from consult.accounts.models import Visitor
from consult.kit.db import session
from contributions.models import Contribution
from contributions.queries.visibility import visible_to
from synthesis.models import Placement, Synthesis


@dataclass(frozen=True)
class Since:
    """What the data of a synthesis no longer hold: texts published since, and texts that left."""

    added: int = 0
    gone: int = 0

    def __bool__(self) -> bool:
        """Say whether anything changed."""
        return bool(self.added or self.gone)


def since_snapshot(synthesis: Synthesis) -> Since:
    """Compare the places kept with what everyone may read now."""
    if synthesis.snapshot_id is None:
        return Since()
    placed = select(Placement.contribution_id).where(Placement.synthesis_id == synthesis.id)
    table = Contribution.__table__.c
    public = select(table.id).where(table.consultation_id == synthesis.consultation_id, visible_to(Visitor()))
    added = public.where(table.id.not_in(placed), _under_a_public_text())
    gone = placed.where(Placement.contribution_id.not_in(public))
    return Since(_count(added), _count(gone))


def _under_a_public_text() -> ColumnElement[bool]:
    """Keep proposals, and what stands under a proposal that everyone may read: the others are nowhere."""
    table = Contribution.__table__.c
    parents = select(Contribution.id).where(visible_to(Visitor()))
    return or_(table.proposal_id.is_(None), table.proposal_id.in_(parents))


def _count(rows: Select[int]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
