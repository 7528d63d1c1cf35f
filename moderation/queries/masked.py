"""Find the words that were masked, for staff and for who wrote them."""

from collections.abc import Sequence

from sqlalchemy import select

from consult.accounts.models import User
from consult.kit.db import session
from contributions.models import Contribution
from moderation.models import MaskedText


def originals_of(contribution: Contribution) -> Sequence[MaskedText]:
    """Return the versions of a text as they were before words were masked, oldest first."""
    statement = select(MaskedText).where(MaskedText.contribution_id == contribution.id)
    return session.scalars(statement.order_by(MaskedText.version)).all()


def originals_by(user: User) -> list[dict[str, str | int | None]]:
    """Return the original words of someone's own texts, as plain values."""
    statement = (
        select(MaskedText)
        .join(Contribution, Contribution.id == MaskedText.contribution_id)
        .where(Contribution.author_id == user.id)
        .order_by(MaskedText.contribution_id, MaskedText.version)
    )
    return [
        {"contribution_id": one.contribution_id, "version": one.version, "title": one.title, "source": one.source}
        for one in session.scalars(statement)
    ]
