"""Read what changed and is not filed yet."""

from datetime import datetime

from sqlalchemy import (
    and_,
    func,
    select,
    union,
)

from consult.kit.db import session
from consult.kit.jobs import MAX_ATTEMPTS, Job, is_gathered
from contributions.models import Contribution, Support, Vote
from search.kinds import Changed, changed_by

MOST_PENDING = 300
"""Changes not filed yet that a page leaves out of its counts; its results are checked in any case."""

_own = Contribution.__table__.c


def pending_changes(kind: str) -> Changed:
    """Return what changed and is not filed yet, with what answers it, in one query.

    Nothing when so much changed that the index is only catching up.
    """
    waiting = (Job.kind == kind, Job.finished_at.is_(None), Job.attempts < MAX_ATTEMPTS)
    latest = select(Job.payload).where(*waiting).limit(MOST_PENDING + 1).subquery()
    answers = and_(
        _own.proposal_id == latest.c.payload["id"].as_integer(),
        latest.c.payload["collection"].as_string().is_(None),
    )
    statement = select(latest.c.payload, _own.id).outerjoin_from(latest, Contribution.__table__, answers)
    rows = session.execute(statement).all()
    if len(rows) > MOST_PENDING or any(is_gathered(payload) for payload, _ in rows):
        return {}
    payloads = [payload for payload, _ in rows] + [{"id": answer} for _, answer in rows if answer is not None]
    return changed_by(payloads)


def latest_change(kind: str) -> int:
    """Return the number of the last change recorded, 0 when there is none."""
    return session.scalar(select(func.max(Job.id)).where(Job.kind == kind)) or 0


def recently_supported(since: datetime) -> set[int]:
    """Return the proposals voted on and the arguments supported since this instant."""
    voted = select(Vote.proposal_id).where(Vote.cast_at >= since)
    supported = select(Support.argument_id).where(Support.given_at >= since)
    return set(session.scalars(union(voted, supported)))
