"""Note who, of the staff, read which text that the public does not: a row per reading, kept for a year."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete

from consult.accounts.models import User
from consult.kit.db import session
from contributions.models import Contribution
from moderation.models import Evidence, StaffRead

KEPT: Final = timedelta(days=365)
"""How long a reading, and the evidence of an urgent case, are kept."""


def note_staff_read(reader_id: int, contribution_id: int, *, at: datetime) -> None:
    """Note a reading, after the page was made: the one thing that reading may write."""
    session.add(StaffRead(reader_id=reader_id, contribution_id=contribution_id, read_at=at))


def needs_noting(reader: User, text: Contribution) -> bool:
    """Say whether someone reads here what the public does not and did not write themselves."""
    return not text.is_public and reader.id not in {text.author_id, text.entered_by_id}


def forget_old(*, at: datetime) -> None:
    """Forget readings and evidence older than a year."""
    session.execute(delete(StaffRead).where(StaffRead.read_at < at - KEPT))
    session.execute(delete(Evidence).where(Evidence.kept_at < at - KEPT))
