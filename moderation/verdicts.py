"""Say which decision may be taken on a text in which status, and what becomes of it: one table."""

from contributions.models import Status
from moderation.models import Verdict

EFFECTS: dict[Verdict, dict[Status, Status]] = {
    Verdict.PUBLISH: {Status.PENDING: Status.PUBLISHED},
    Verdict.KEEP: {Status.PUBLISHED: Status.PUBLISHED},
    Verdict.MASK: {Status.PENDING: Status.PUBLISHED, Status.PUBLISHED: Status.PUBLISHED},
    Verdict.REQUEST_REVISION: {
        Status.PENDING: Status.REVISION_REQUESTED,
        Status.PUBLISHED: Status.REVISION_REQUESTED,
    },
    Verdict.REFUSE: {Status.PENDING: Status.REFUSED, Status.REVISION_REQUESTED: Status.REFUSED},
    Verdict.HIDE: {Status.PUBLISHED: Status.HIDDEN, Status.HIDDEN: Status.HIDDEN},
    Verdict.REMOVE: {
        Status.PENDING: Status.REMOVED,
        Status.REVISION_REQUESTED: Status.REMOVED,
        Status.PUBLISHED: Status.REMOVED,
        Status.HIDDEN: Status.REMOVED,
    },
    Verdict.RESTORE: {
        Status.HIDDEN: Status.PUBLISHED,
        Status.REMOVED: Status.PUBLISHED,
        Status.REFUSED: Status.PUBLISHED,
        Status.REVISION_REQUESTED: Status.PUBLISHED,
        Status.PUBLISHED: Status.PUBLISHED,
        Status.MERGED: Status.PUBLISHED,
    },
    Verdict.MERGE: {Status.PUBLISHED: Status.MERGED},
}
"""For each decision that people take, the statuses it may be taken on and the status that follows.

What is hidden is hidden again only to confirm what was done automatically.
"""

THROUGH: dict[tuple[Status, Status], Status] = {
    (Status.REVISION_REQUESTED, Status.PUBLISHED): Status.PENDING,
}
"""Passages that contributions allow only by way of another status."""

AGAINST_THE_AUTHOR = frozenset(
    {Verdict.MASK, Verdict.REQUEST_REVISION, Verdict.REFUSE, Verdict.HIDE, Verdict.REMOVE, Verdict.MERGE}
)
"""Decisions that need a rule and a reason, and may be contested."""

WITHHELD = frozenset({Status.REFUSED, Status.HIDDEN, Status.REMOVED})
"""Statuses in which a decision keeps a text from the public for good."""


def possible(status: Status, *, is_masked: bool = False, is_provisional: bool = False) -> list[Verdict]:
    """Return the decisions that may be taken on a text in this status, the mildest first.

    On a text that everyone reads, there is something to restore only where words are masked; one hidden
    automatically waits to be confirmed. Merging is decided on a page of its own, where one looks for the
    other proposal.
    """
    found: list[Verdict] = [
        one for one, passages in EFFECTS.items() if status in passages and one is not Verdict.MERGE
    ]
    if status is Status.PUBLISHED and not is_masked:
        found.remove(Verdict.RESTORE)
    if status is Status.HIDDEN and not is_provisional:
        found.remove(Verdict.HIDE)
    return found


def effect(verdict: Verdict, status: Status) -> Status | None:
    """Return the status that follows, or None when this decision cannot be taken."""
    return EFFECTS.get(verdict, {}).get(status)
