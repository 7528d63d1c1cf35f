"""Find what people were shown while they wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from consult.accounts.models import User
from consult.kit.db import session
from contributions.models import Contribution, Proposal
from contributions.queries.visibility import told_title
from contributions.similar.models import Choice, SimilarShown


@dataclass(frozen=True)
class Shown:
    """A proposal shown to the author of a text, and what they did of it."""

    text_id: int
    other_id: int
    title: str
    slug: str
    choice: Choice
    at: datetime


def shown_to_author_of(text: Contribution) -> Sequence[Shown]:
    """Return the proposals close to a text that its author was shown, those they supported first."""
    return _read(SimilarShown.text_id == text.id)


def shown_to(author: User) -> Sequence[Shown]:
    """Return everything someone was shown while writing."""
    written = aliased(Contribution.__table__).c
    return _read(SimilarShown.text_id.in_(select(written.id).where(written.author_id == author.id)))


def _read(condition: ColumnElement[bool]) -> Sequence[Shown]:
    statement = (
        select(
            SimilarShown.text_id,
            SimilarShown.other_id,
            told_title(),
            Proposal.slug,
            SimilarShown.choice,
            SimilarShown.shown_at,
        )
        .join(Proposal, Proposal.id == SimilarShown.other_id)
        .where(condition)
        .order_by(SimilarShown.text_id, SimilarShown.choice.desc(), SimilarShown.id)
    )
    return [Shown(*row) for row in session.execute(statement)]
