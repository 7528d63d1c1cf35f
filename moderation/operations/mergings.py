"""Say that two proposals ask the same: both pages stay, no vote moves, supporters are told; it can be undone."""

from datetime import datetime
from typing import Final

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from consult.accounts.models import User
from consult.kit import jobs, mail
from consult.kit.addresses import external_url
from consult.kit.db import session
from consult.kit.errors import Invalid
from contributions.models import Contribution, Position, Proposal, Status, Vote
from moderation.models import Merging
from moderation.queries.readings import merging_of

TELL: Final = "moderation.tell_merged"
"""The job that tells those who supported a duplicate; `{"merging": id}`."""


def merge(duplicate: Contribution, kept_id: int | None, by: User, *, at: datetime) -> Merging:
    """Link a proposal to the one that already says it, and count it there.

    Raises `Invalid` for anything but another published proposal of the same consultation: so no circle is made.
    """
    kept = session.get(Contribution, kept_id) if kept_id else None
    if kept is None or not _may_join(duplicate, kept):
        raise Invalid(_l("Choisissez une autre proposition de cette consultation."), "kept")
    if kept.status is not Status.PUBLISHED:
        raise Invalid(
            _l("Choisissez une proposition publiée : celle-ci ne l’est plus, ou est déjà réunie à une autre."),
            "kept",
        )
    merging = Merging(duplicate_id=duplicate.id, kept_id=kept.id, merged_by_id=by.id, merged_at=at)
    session.add(merging)
    _count(kept.id, 1)
    session.flush()
    jobs.enqueue(TELL, {"merging": merging.id}, at=at)
    return merging


def _may_join(duplicate: Contribution, kept: Contribution) -> bool:
    """Say whether these are two different proposals of one consultation."""
    are_proposals = isinstance(duplicate, Proposal) and isinstance(kept, Proposal)
    return are_proposals and kept.id != duplicate.id and kept.consultation_id == duplicate.consultation_id


def separate(duplicate: Contribution, *, at: datetime) -> None:
    """Undo: the proposal stands alone again, with the votes it never lost."""
    merging = merging_of(duplicate.id)
    if merging is not None:
        merging.undone_at = at
        _count(merging.kept_id, -1)
        session.flush()


def tell_supporters(merging: Merging, *, at: datetime) -> int:
    """Write to those who supported a duplicate that they may follow and support the other; return how many."""
    if merging.undone_at is not None:
        return 0
    voted = select(Vote.user_id).where(Vote.proposal_id == merging.duplicate_id, Vote.position == Position.FOR)
    people = session.scalars(
        select(User).where(User.id.in_(voted), User.email.is_not(None)).order_by(User.id)
    ).all()
    letters = [_letter(person, merging, at) for person in people]
    mail.write_all(letters, at=at)
    return len(letters)


def _letter(person: User, merging: Merging, at: datetime) -> mail.OutgoingMail:
    subject = _("Une proposition que vous souteniez est réunie à une autre")
    url = external_url("proposals.show", proposal_id=merging.kept_id, slug=merging.kept.slug)
    values = {"merging": merging, "kept_url": url}
    return mail.compose(mail.Letter(person.email or "", subject, "moderation/mail/merged", values), at=at)


def _count(kept_id: int, change: int) -> None:
    values = {Proposal.duplicates: Proposal.duplicates + change}
    session.execute(update(Proposal).where(Proposal.id == kept_id).values(values))
