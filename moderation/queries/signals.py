"""Find what the detectors saw, and what surrounds a text they read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from consult.kit.db import session
from contributions.models import Contribution, Kind
from moderation.models import Examination, Signal


def examination_of(contribution_id: int) -> Examination | None:
    """Return which version of a text was read."""
    return session.get(Examination, contribution_id, populate_existing=True)


def signals_of(contribution: Contribution) -> Sequence[Signal]:
    """Return what was seen in the present version of a text."""
    statement = select(Signal).where(
        Signal.contribution_id == contribution.id, Signal.version == contribution.version
    )
    return session.scalars(statement.order_by(Signal.id)).all()


def same_words(contribution: Contribution, words_hash: str) -> tuple[int, int]:
    """Count the other texts of the consultation with the same words, and those of them by the same author."""
    own = func.count().filter(Examination.author_id == contribution.author_id)
    statement = select(func.count(), own).where(
        Examination.consultation_id == contribution.consultation_id,
        Examination.words_hash == words_hash,
        Examination.contribution_id != contribution.id,
    )
    everyone, by_author = session.execute(statement).one()
    return everyone, by_author


def recent_texts(contribution: Contribution, since: datetime) -> int:
    """Count what the same author sent in this consultation since an instant, this text included."""
    if contribution.author_id is None:
        return 0
    statement = select(func.count(Contribution.id)).where(
        Contribution.author_id == contribution.author_id,
        Contribution.consultation_id == contribution.consultation_id,
        Contribution.kind.in_(list(Kind)),
        Contribution.submitted_at > since,
    )
    return session.scalar(statement) or 0
