"""Forget what the index already holds."""

from sqlalchemy import delete

from consult.kit.db import session
from consult.kit.jobs import Job


def forget_filed(kind: str, up_to: int) -> None:
    """Drop the changes recorded before an index was built anew, except those a worker is at."""
    session.execute(delete(Job).where(Job.kind == kind, Job.id <= up_to, Job.lease_until.is_(None)))
