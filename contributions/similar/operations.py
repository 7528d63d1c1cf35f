"""Keep what someone was shown while writing, and let them support it in one gesture."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import literal, select

from consult.accounts.models import User
from consult.kit.db import session, upsert
from contributions.models import Contribution, Kind, Position, Proposal, Status
from contributions.operations import cast_vote
from contributions.similar.models import Choice, SimilarShown

_MOST_AT_ONCE = 50


def keep_shown(text: Proposal, ids: Collection[int], *, at: datetime) -> None:
    """Keep which published proposals of the consultation were shown beside a form, once each."""
    if not ids:
        return
    shown = Contribution.__table__.c
    found = select(
        literal(text.id), shown.id, literal(Choice.SHOWN.value), literal(at, SimilarShown.shown_at.type)
    ).where(
        shown.id.in_(sorted(ids)[:_MOST_AT_ONCE]),
        shown.id != text.id,
        shown.consultation_id == text.consultation_id,
        shown.kind == Kind.PROPOSAL,
        shown.status == Status.PUBLISHED,
    )
    columns = ["text_id", "other_id", "choice", "shown_at"]
    statement = upsert(SimilarShown).from_select(columns, found)
    session.execute(statement.on_conflict_do_nothing(index_elements=["text_id", "other_id"]))


def support_instead(author: User, draft: Proposal | None, other: Proposal, *, at: datetime) -> None:
    """Vote for a proposal close to the one being written; the draft stays, and remembers the choice."""
    cast_vote(author, other, Position.FOR, at=at)
    if draft is None or draft.consultation_id != other.consultation_id:
        return
    row = {"text_id": draft.id, "other_id": other.id, "choice": Choice.SUPPORTED, "shown_at": at}
    statement = upsert(SimilarShown).values(row)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["text_id", "other_id"], set_={"choice": Choice.SUPPORTED, "shown_at": at}
        )
    )
