"""Say what a contribution is, where it stands, what a vote says, and by which way a text came."""

from enum import StrEnum


class Kind(StrEnum):
    """What a contribution is."""

    PROPOSAL = "proposal"
    ARGUMENT = "argument"
    COMMENT = "comment"
    SOURCE = "source"


class Status(StrEnum):
    """Where a contribution stands (état)."""

    DRAFT = "draft"
    PENDING = "pending"
    REVISION_REQUESTED = "revision_requested"
    PUBLISHED = "published"
    HIDDEN = "hidden"
    REMOVED = "removed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.PENDING, Status.PUBLISHED, Status.WITHDRAWN}),
    Status.PENDING: frozenset(
        {Status.PUBLISHED, Status.REVISION_REQUESTED, Status.REFUSED, Status.REMOVED, Status.WITHDRAWN}
    ),
    Status.REVISION_REQUESTED: frozenset({Status.PENDING, Status.REFUSED, Status.REMOVED, Status.WITHDRAWN}),
    Status.PUBLISHED: frozenset(
        {Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN, Status.MERGED, Status.REVISION_REQUESTED, Status.PENDING}
    ),
    Status.HIDDEN: frozenset({Status.PUBLISHED, Status.REMOVED, Status.WITHDRAWN}),
    Status.REMOVED: frozenset({Status.PUBLISHED}),
    Status.REFUSED: frozenset({Status.PUBLISHED, Status.PENDING}),
    Status.WITHDRAWN: frozenset(),
    Status.MERGED: frozenset({Status.PUBLISHED}),
}
"""Which status may follow which; each passage leaves a `StatusChange`."""

# What the public reads; a withdrawn or hidden text keeps its page, which says so without the words.
PUBLIC = frozenset({Status.PUBLISHED, Status.MERGED})
TRACED = frozenset({Status.HIDDEN, Status.WITHDRAWN})


class Position(StrEnum):
    """What a vote or an argument says: pour, mitigé, contre."""

    FOR = "for"
    MIXED = "mixed"
    AGAINST = "against"


class Channel(StrEnum):
    """By which way it came (canal)."""

    ONLINE = "online"
    PAPER = "paper"
    MEETING = "meeting"
