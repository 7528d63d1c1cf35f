"""Change a text that was sent: its former words stay as a version, and it is read again where that was asked."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.accounts.models import User
from consult.kit.db import session
from consult.kit.errors import Conflict
from contributions.holding import first_status
from contributions.models import Contribution, Proposal, Status, Version
from contributions.status import change_status, tell_changed


def set_wording(contribution: Contribution, columns: dict[str, str | int]) -> None:
    """Give a text its new words."""
    for name, value in columns.items():
        setattr(contribution, name, value)


def keep_version(contribution: Contribution, *, title: str | None, at: datetime) -> None:
    """Keep the present words before they change. Raises `Conflict` when the text can no longer be edited."""
    if contribution.status not in {Status.PUBLISHED, Status.PENDING, Status.REVISION_REQUESTED}:
        raise Conflict(_l("Rechargez la page : ce texte ne peut plus être modifié."))
    session.add(
        Version(
            contribution_id=contribution.id,
            number=contribution.version,
            title=title,
            source=contribution.source,
            written_at=contribution.edited_at or contribution.created_at,
        )
    )
    contribution.version += 1
    contribution.edited_at = at
    contribution.fingerprint = None


def after_edit(contribution: Contribution, author: User, *, at: datetime) -> None:
    """Send an edited text back to the queue where the organiser asked that it be read before."""
    session.flush()
    again = contribution.status is Status.REVISION_REQUESTED
    if again or (contribution.status is Status.PUBLISHED and _waits(contribution)):
        contribution.submitted_at = at
        change_status(contribution, Status.PENDING, author, at=at)
    else:
        tell_changed(contribution, at=at)


def _waits(contribution: Contribution) -> bool:
    title = contribution.title if isinstance(contribution, Proposal) else ""
    return first_status(contribution.consultation, title, contribution.source) is Status.PENDING
