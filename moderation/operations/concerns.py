"""Sum what makes a text urgent, each time one of its parts changes; rebuild it on demand."""

from datetime import datetime

from sqlalchemy import func, or_, select

from consult.kit.db import session, upsert
from contributions.models import Contribution, Status
from moderation.models import LAW, Concern, Flag

_LAW_FIRST = 1_000_000
_MOST = 999_999


def refresh_concern(contribution: Contribution, *, at: datetime) -> None:
    """Write the sum of a text's open flags again: the law before the rest, then how many."""
    flags, law, first = _open_flags(contribution.id)
    since = contribution.submitted_at if contribution.status is Status.PENDING else first
    values = {
        "is_open": flags > 0,
        "rank": -(_LAW_FIRST * int(law > 0) + min(flags, _MOST)),
        "law": law > 0,
        "flags": flags,
        "since": since or first or at,
    }
    statement = upsert(Concern).values(contribution_id=contribution.id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["contribution_id"], set_=values))


def rebuild_concerns(*, at: datetime) -> int:
    """Sum everything again from the rows, and return how many texts were looked at: the same twice."""
    concerned = select(Flag.contribution_id).union(select(Concern.contribution_id)).subquery()
    texts = session.scalars(select(Contribution).where(Contribution.id.in_(select(concerned)))).all()
    for contribution in texts:
        refresh_concern(contribution, at=at)
    return len(texts)


def _open_flags(contribution_id: int) -> tuple[int, int, datetime | None]:
    law = func.count().filter(or_(*(Flag.reason == reason for reason in sorted(LAW))))
    statement = select(func.count(), law, func.min(Flag.flagged_at)).where(
        Flag.contribution_id == contribution_id, Flag.settled_at.is_(None)
    )
    return session.execute(statement).one()
