"""Sum what makes a text urgent, each time one of its parts changes; rebuild it on demand."""

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, true

from consult.kit.db import session, upsert
from contributions.models import Contribution, Status
from moderation.models import LAW, Concern, Flag, Signal

_LAW_FIRST = 1_000_000
_FLAG_WEIGHT, _MOST = 10, 999_999


def refresh_concern(contribution: Contribution, *, at: datetime) -> None:
    """Sum a text's open flags and signals again: the law first, then how many people, then signals."""
    flags, lawful_flags, flagged = _open(Flag, Flag.flagged_at.expression, contribution.id)
    signals, lawful_signals, found = _open(Signal, Signal.found_at.expression, contribution.id)
    law = lawful_flags + lawful_signals > 0
    since = contribution.submitted_at if contribution.status is Status.PENDING else flagged or found
    values = {
        "is_open": flags + signals > 0,
        "rank": -(_LAW_FIRST * int(law) + min(_FLAG_WEIGHT * flags + signals, _MOST)),
        "law": law,
        "flags": flags,
        "signals": signals,
        "since": since or flagged or found or at,
    }
    statement = upsert(Concern).values(contribution_id=contribution.id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["contribution_id"], set_=values))


def rebuild_concerns(*, at: datetime) -> int:
    """Sum everything again from the rows, and return how many texts were looked at: the same twice."""
    concerned = select(Flag.contribution_id).union(select(Signal.contribution_id), select(Concern.contribution_id))
    listed = select(concerned.subquery())
    texts = session.scalars(select(Contribution).where(Contribution.id.in_(listed))).all()
    for contribution in texts:
        refresh_concern(contribution, at=at)
    return len(texts)


def _open(
    kind: type[Flag] | type[Signal], when: ColumnElement[datetime], contribution_id: int
) -> tuple[int, int, datetime | None]:
    """Count what is open against a text, what of it is about the law, and since when.

    An address typed by a visitor proves nobody: such a flag counts, and never says that the law is at stake.
    """
    sure = Flag.flagger_id.is_not(None) if kind is Flag else true()
    law = func.count().filter(kind.reason.in_(sorted(LAW)), sure)
    statement = select(func.count(), law, func.min(when)).where(
        kind.contribution_id == contribution_id, kind.settled_at.is_(None)
    )
    total, lawful, first = session.execute(statement).one()
    return total, lawful, first
