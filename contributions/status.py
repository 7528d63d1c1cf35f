"""Change the status of a contribution: the one door every passage goes through.

A passage that the table of transitions does not hold is refused; each one leaves a row, moves the
counters and tells the later rooms, in one transaction.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit import outbox
from consult.kit.db import session
from consult.kit.errors import Conflict
from consult.kit.news import announce
from contributions import counters
from contributions.models import PUBLIC, TRANSITIONS, Contribution, Status, StatusChange
from contributions.news import CHANGED, contribution_published, contribution_withheld


def change_status(
    contribution: Contribution, to: Status, actor: User | None, *, at: datetime, reason: str = ""
) -> StatusChange:
    """Pass to another status and return the row that says so. Raises `Conflict` when the table forbids it."""
    before = contribution.status
    if to not in TRANSITIONS[before]:
        raise Conflict(_l("Rechargez la page : cette contribution a changé d’état entre-temps."))
    contribution.status = to
    if to is Status.PUBLISHED and contribution.published_at is None:
        contribution.published_at = at
    if to in {Status.WITHDRAWN, Status.REFUSED, Status.REMOVED}:
        contribution.fingerprint = None
    return leave_row(contribution, before, actor, at=at, reason=reason)


def leave_row(
    contribution: Contribution, before: Status, actor: User | None, *, at: datetime, reason: str = ""
) -> StatusChange:
    """Write the passage from `before` to the present status, with all that follows from it."""
    change = StatusChange(
        contribution_id=contribution.id,
        actor_id=actor.id if actor else None,
        at=at,
        from_status=before,
        to_status=contribution.status,
        reason=reason,
    )
    session.add(change)
    session.flush()
    counters.follow_status(contribution, before, contribution.status)
    tell_changed(contribution, at=at)
    was_public, is_public = before in PUBLIC, contribution.is_public
    if is_public and not was_public:
        announce(contribution_published, contribution_id=contribution.id)
    elif was_public and not is_public:
        announce(contribution_withheld, contribution_id=contribution.id)
    return change


def tell_changed(contribution: Contribution, *, at: datetime) -> None:
    """Tell the later rooms that this text must be read again."""
    outbox.record(CHANGED, {"id": contribution.id}, at=at)
