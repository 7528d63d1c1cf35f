"""Count the jobs that wait for too long, for whoever watches the site."""

from datetime import datetime, timedelta

from sqlalchemy import func, select

from consult.kit.db import session
from consult.kit.jobs import MAX_ATTEMPTS, Job

LATE = timedelta(minutes=2)
"""How long a job may wait before someone should be told."""


def count_late(since: datetime) -> int:
    """Return how many jobs were due before this instant and still wait: a sign that no worker lives."""
    waiting = Job.finished_at.is_(None) & (Job.run_at < since) & (Job.attempts < MAX_ATTEMPTS)
    return session.scalar(select(func.count()).where(waiting)) or 0


def oldest_due(at: datetime) -> datetime:
    """Return since when the oldest job due waits; `at` when none does."""
    waiting = Job.finished_at.is_(None) & (Job.run_at < at) & (Job.attempts < MAX_ATTEMPTS)
    return session.scalar(select(func.min(Job.run_at)).where(waiting)) or at


def count_abandoned() -> int:
    """Return how many jobs failed so often that they wait for the operator."""
    given_up = Job.finished_at.is_(None) & (Job.attempts >= MAX_ATTEMPTS)
    return session.scalar(select(func.count()).where(given_up)) or 0
