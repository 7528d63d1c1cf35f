"""Find the texts an opinion may repeat, and the opinions that repeat a text."""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, select

from consult.kit.db import session
from contributions.models import Contribution
from council.models import TypedQuote

_TEXT = Contribution.__table__.c


def texts_of(consultation_id: int) -> Sequence[Row[*tuple[int, str | None, str]]]:
    """Return the key, the title and the source of all that was once public in a consultation."""
    statement = select(_TEXT.id, _TEXT.title, _TEXT.source).where(
        _TEXT.consultation_id == consultation_id, _TEXT.published_at.is_not(None)
    )
    return session.execute(statement.order_by(_TEXT.id)).all()


def opinions_repeating(contribution_ids: Collection[int]) -> Sequence[int]:
    """Return the opinions whose words are, somewhere, those of one of these contributions."""
    statement = select(TypedQuote.opinion_id).where(TypedQuote.contribution_id.in_(contribution_ids))
    return session.scalars(statement.distinct().order_by(TypedQuote.opinion_id)).all()
