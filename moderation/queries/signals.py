"""Find what the detectors saw, and what surrounds a text they read."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from consult.kit.db import session
from contributions.models import Contribution, Kind
from moderation.models import PRESSING, Examination, FlagReason, Signal


def examination_of(contribution_id: int) -> Examination | None:
    """Return which version of a text was read."""
    return session.get(Examination, contribution_id, populate_existing=True)


def signals_of(contribution: Contribution) -> Sequence[Signal]:
    """Return what was seen in the present version of a text."""
    statement = select(Signal).where(
        Signal.contribution_id == contribution.id, Signal.version == contribution.version
    )
    return session.scalars(statement.order_by(Signal.id)).all()


def alarms_among(contribution_ids: Collection[int]) -> list[tuple[FlagReason, int]]:
    """Count, among texts as they read now, those that seem to break law or charter: by reason, most first."""
    texts = func.count(Signal.contribution_id.distinct())
    statement = (
        select(Signal.reason, texts)
        .join(Contribution, Contribution.id == Signal.contribution_id)
        .where(Signal.contribution_id.in_(contribution_ids), Signal.version == Contribution.version)
        .where(Signal.reason.in_(PRESSING), Signal.settled_at.is_(None))
        .group_by(Signal.reason)
        .order_by(texts.desc(), Signal.reason)
    )
    return [(reason, count) for reason, count in session.execute(statement)]


def private_passages(contribution_ids: Collection[int], most: int) -> list[tuple[Contribution, Signal]]:
    """Return where private information was seen in these texts as they read now, the first texts first."""
    statement = (
        select(Contribution, Signal)
        .join(Signal, Signal.contribution_id == Contribution.id)
        .where(Contribution.id.in_(contribution_ids), Signal.version == Contribution.version)
        .where(Signal.reason == FlagReason.PERSONAL_DATA)
        .order_by(Contribution.id, Signal.id)
        .limit(most)
    )
    return [(text, signal) for text, signal in session.execute(statement)]


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
