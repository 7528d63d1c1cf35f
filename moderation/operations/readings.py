"""Give each case to one reader at a time."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from consult.accounts.models import User
from consult.kit.db import session, upsert
from contributions.models import Contribution
from moderation.models import Reading
from moderation.queries.queue import ALL, QueueFilter, next_case

LASTS = timedelta(minutes=15)
"""How long a case stays with whoever opened it; it then goes back to all."""


def take_next(moderator: User, wanted: QueueFilter = ALL, *, at: datetime) -> int | None:
    """Give this person the most urgent case that nobody reads, and return its text's id; None when all is done."""
    contribution_id = next_case(moderator, wanted, at=at)
    if contribution_id is not None:
        take(moderator, contribution_id, at=at)
    return contribution_id


def take(moderator: User, contribution_id: int, *, at: datetime) -> None:
    """Say that this person reads a case now, in place of whoever did."""
    values = {"reader_id": moderator.id, "until": at + LASTS}
    statement = upsert(Reading).values(contribution_id=contribution_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["contribution_id"], set_=values))


def put_back(contribution: Contribution) -> None:
    """Say that nobody reads this case any more."""
    session.execute(delete(Reading).where(Reading.contribution_id == contribution.id))
