"""Find the appeals that wait for someone other than who decided."""

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import joinedload

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import NotFound
from consult.kit.paging import PAGE_SIZE, Page, cut, decode
from contributions.models import Contribution
from contributions.queries.visibility import moderated_consultations
from moderation.models import Appeal, Decision
from moderation.queries.suspensions import contested


def appeals_waiting(moderator: User, *, cursor: str | None = None, size: int = PAGE_SIZE) -> Page[Appeal]:
    """Return one page of the appeals this person may see and nobody answered, the oldest first."""
    key = decode(cursor, 1)
    statement = (
        select(Appeal)
        .where(*_waiting(moderator))
        .order_by(Appeal.id)
        .limit(size + 1)
        .options(
            joinedload(Appeal.decision).joinedload(Decision.consultation),
            joinedload(Appeal.decision).joinedload(Decision.rule),
        )
        .options(joinedload(Appeal.decision).joinedload(Decision.contribution).joinedload(Contribution.author))
    )
    if key:
        statement = statement.where(Appeal.id > key[0])
    rows = session.scalars(statement).all()
    return cut(rows, lambda row: (row.id,), cursor=cursor, size=size)


def appeals_count(moderator: User) -> int:
    """Count what this person may answer: contested decisions, and contested suspensions."""
    decisions = (
        select(func.count(Appeal.id))
        .join(Decision, Decision.id == Appeal.decision_id)
        .where(*_waiting(moderator), Decision.decided_by_id.is_distinct_from(moderator.id))
    )
    return session.scalar(select(decisions.scalar_subquery() + contested(moderator).scalar_subquery())) or 0


def appeal_at(appeal_id: int) -> Appeal:
    """Return an appeal with the decision and the text it is about, or raise `NotFound`."""
    statement = (
        select(Appeal)
        .where(Appeal.id == appeal_id)
        .options(
            joinedload(Appeal.decision).joinedload(Decision.consultation),
            joinedload(Appeal.decision).joinedload(Decision.rule),
        )
        .options(joinedload(Appeal.decision).joinedload(Decision.decided_by))
        .options(joinedload(Appeal.decision).joinedload(Decision.contribution).joinedload(Contribution.author))
    )
    found = session.scalars(statement).one_or_none()
    if found is None:
        raise NotFound
    return found


def locked_appeal(appeal: Appeal) -> None:
    """Read an appeal again once nobody else can answer it."""
    session.execute(select(Appeal.id).where(Appeal.id == appeal.id).with_for_update())
    session.refresh(appeal, ["answered_at"])


def _waiting(moderator: User) -> list[ColumnElement[bool]]:
    scope = moderated_consultations(moderator)
    here = true() if scope is None else Appeal.consultation_id.in_(scope)
    return [Appeal.answered_at.is_(None), here]
