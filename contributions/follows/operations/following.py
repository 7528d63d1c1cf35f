"""Follow and stop following, and choose how often to be told."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from consult.accounts.models import User
from consult.kit.db import session, upsert
from consult.kit.errors import Invalid
from consult.kit.languages import LANGUAGES
from contributions.follows.models import DEFAULT_RHYTHM, Delivery, Follow, Rhythm
from contributions.follows.queries import Target, delivery_of, of, place_of, written_by_account_holders
from contributions.follows.rhythms import next_look
from contributions.models import Argument, Contribution, Kind, Proposal


def follow(user: User, target: Target, *, language: str, at: datetime) -> None:
    """Follow a consultation, a theme or a proposal; twice is once. The first time opens the mails."""
    _open_delivery([_delivery(user.id, language, at)])
    _keep([{"user_id": user.id, **place_of(target), "followed_at": at}])
    again = update(Follow).where(*of(user, target), Follow.ended_at.is_not(None))
    session.execute(again.values(followed_at=at, ended_at=None), execution_options=_IN_DATABASE)


def unfollow(user: User, target: Target, *, at: datetime) -> None:
    """Stop following; nothing happens where nothing was followed, except that writing there will not follow it."""
    _keep([{"user_id": user.id, **place_of(target), "followed_at": at}])
    end = update(Follow).where(*of(user, target), Follow.ended_at.is_(None))
    session.execute(end.values(ended_at=at), execution_options=_IN_DATABASE)


def end(follow: Follow, *, at: datetime) -> None:
    """Stop following something by its own line."""
    follow.ended_at = follow.ended_at or at
    session.flush()


def follow_own(author: User, text: Contribution, *, at: datetime) -> None:
    """Let someone follow the proposal they have just written or argued on, unless they once stopped following it.

    Its page says so at once; the mails are opened by the worker.
    """
    proposal_id = (
        text.id if isinstance(text, Proposal) else text.proposal_id if isinstance(text, Argument) else None
    )
    if proposal_id is not None and author.email is not None:
        place = {"consultation_id": text.consultation_id, "theme_id": None, "proposal_id": proposal_id}
        _keep([{"user_id": author.id, **place, "followed_at": at}])


def follow_written(contribution_ids: Collection[int], *, at: datetime) -> None:
    """Open the mails of those who wrote these texts, and let them follow what they wrote on if they do not yet."""
    written = written_by_account_holders(contribution_ids)
    _open_delivery([_delivery(row.author_id, "fr", at) for row in written])
    _keep(
        [
            {
                "user_id": row.author_id,
                "consultation_id": row.consultation_id,
                "theme_id": None,
                "proposal_id": row.id if row.kind is Kind.PROPOSAL else row.proposal_id,
                "followed_at": row.submitted_at or at,
            }
            for row in written
        ]
    )


def choose_delivery(user: User, rhythm: Rhythm, language: str, *, at: datetime) -> None:
    """Choose how often to be told and in which language; raises `Invalid` for a language the site does not speak.

    Whoever was told nothing for a while is told what comes, not what they missed.
    """
    if language not in LANGUAGES:
        raise Invalid(_l("Choisissez une langue de la liste."), "language")
    _open_delivery([_delivery(user.id, language, at)])
    delivery = session.get_one(Delivery, user.id, populate_existing=True)
    if delivery.rhythm is Rhythm.NEVER:
        delivery.told_until = at
    delivery.rhythm, delivery.language, delivery.due_at = rhythm, language, next_look(rhythm, at)
    session.flush()


def stop_mails(user: User) -> None:
    """Write no more to someone, as they asked from a mail; what they follow stays."""
    delivery = delivery_of(user)
    if delivery is not None:
        delivery.rhythm, delivery.due_at = Rhythm.NEVER, None
        session.flush()


_IN_DATABASE = {"synchronize_session": False}


def _delivery(user_id: int, language: str, at: datetime) -> dict[str, Any]:
    due_at = next_look(DEFAULT_RHYTHM, at)
    return {"user_id": user_id, "rhythm": DEFAULT_RHYTHM, "language": language, "told_until": at, "due_at": due_at}


def _open_delivery(rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(upsert(Delivery).on_conflict_do_nothing(index_elements=["user_id"]), rows)


def _keep(rows: list[Mapping[str, Any]]) -> None:
    if rows:
        session.execute(upsert(Follow).on_conflict_do_nothing(), rows)
