"""What a text may be reproached with, what may be decided, and how long one may be kept from writing."""

from enum import StrEnum


class Gravity(StrEnum):
    """What a rule protects, the heaviest first: people, by law; the subject; the reading; one idea, one place."""

    LAW = "law"
    RELEVANCE = "relevance"
    FORM = "form"
    DUPLICATE = "duplicate"


class FlagReason(StrEnum):
    """What a text may be reproached with (motif); a charter words and numbers each."""

    INSULT = "insult"
    HATE = "hate"
    DEFAMATION = "defamation"
    THREAT = "threat"
    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"
    OFF_TOPIC = "off_topic"
    UNREADABLE = "unreadable"
    DUPLICATE = "duplicate"

    @property
    def gravity(self) -> Gravity:
        """Return how much this reason weighs."""
        return _LIGHTER.get(self, Gravity.LAW)


_LIGHTER = {
    FlagReason.ADVERTISING: Gravity.RELEVANCE,
    FlagReason.OFF_TOPIC: Gravity.RELEVANCE,
    FlagReason.UNREADABLE: Gravity.FORM,
    FlagReason.DUPLICATE: Gravity.DUPLICATE,
}


LAW = frozenset(reason for reason in FlagReason if reason.gravity is Gravity.LAW)
"""What the law forbids: read before everything else."""

PRESSING = LAW | {FlagReason.ADVERTISING}
"""What waits for a person even on a text already online: the law, and advertising, which no law forbids."""


class Verdict(StrEnum):
    """What may be decided of a text (décision); HOLD is never a person's: it waits for one (mise en attente)."""

    PUBLISH = "publish"
    KEEP = "keep"
    MASK = "mask"
    REQUEST_REVISION = "request_revision"
    REFUSE = "refuse"
    HIDE = "hide"
    REMOVE = "remove"
    RESTORE = "restore"
    MERGE = "merge"
    HOLD = "hold"


class Degree(StrEnum):
    """How far a sanction goes, step by step (degré): a word first, then days without writing."""

    WARNING = "warning"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    @property
    def days(self) -> int:
        """Return for how many days one does not write."""
        return _DAYS[self]

    @property
    def rank(self) -> int:
        """Return its place on the scale, from 0."""
        return list(Degree).index(self)


_DAYS = {Degree.WARNING: 0, Degree.WEEK: 7, Degree.MONTH: 30, Degree.QUARTER: 90}
