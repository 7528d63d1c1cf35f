"""What a corpus says around its texts: the consultation, its votes, who took part, what moderation left out."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Position(StrEnum):
    """Where a vote or an argument stands (position)."""

    FOR = "for"
    MIXED = "mixed"
    AGAINST = "against"


class Channel(StrEnum):
    """How a contribution reached the consultation (canal)."""

    ONLINE = "online"
    PAPER = "paper"
    MEETING = "meeting"


@dataclass(frozen=True)
class VoteTotals:
    """Votes on one proposal, by position."""

    favour: int = 0
    mixed: int = 0
    against: int = 0

    @property
    def total(self) -> int:
        """Count every vote, whatever its position."""
        return self.favour + self.mixed + self.against

    def __add__(self, other: "VoteTotals") -> "VoteTotals":
        return VoteTotals(self.favour + other.favour, self.mixed + other.mixed, self.against + other.against)


@dataclass(frozen=True)
class ConsultationFacts:
    """What the organiser published about the consultation."""

    slug: str
    title: str
    question: str
    organiser: str
    territory: str
    opened_at: datetime
    closed_at: datetime
    imported: bool = False
    fictitious: bool = False


@dataclass(frozen=True)
class Tally:
    """How many of one named thing there are."""

    name: str
    count: int


@dataclass(frozen=True)
class TerritoryTally:
    """How many people of one territory took part, beside its population (0 when unknown)."""

    code: str
    name: str
    people: int
    population: int = 0


@dataclass(frozen=True)
class Participation:
    """Who took part, counted over the whole consultation, voters included."""

    people: int = 0
    voters: int = 0
    by_kind: tuple[Tally, ...] = ()
    by_territory: tuple[TerritoryTally, ...] = ()


@dataclass(frozen=True)
class CampVotes:
    """How one group voted on one proposal."""

    proposal_id: int
    votes: VoteTotals


@dataclass(frozen=True)
class Camp:
    """People who vote alike (groupe d’opinion): how many, and their votes; nobody is named or numbered."""

    people: int
    votes: tuple[CampVotes, ...] = ()


@dataclass(frozen=True)
class Opinion:
    """What the votes taken one by one say: how many people cast enough of them, and their groups, if any."""

    voters: int = 0
    camps: tuple[Camp, ...] = ()


@dataclass(frozen=True)
class Picked:
    """Words of a contribution that a moderator found worth quoting, exactly as they stand in it."""

    ref: str
    words: str


class Awaited(StrEnum):
    """What people waited for (délai)."""

    DECISION = "decision"
    APPEAL = "appeal"


@dataclass(frozen=True)
class Wait:
    """How long people waited, in hours: half of them less than `median`, nine in ten less than `ninth`."""

    awaited: Awaited
    median: float
    ninth: float


@dataclass(frozen=True)
class ModerationFacts:
    """What moderation left out, by rule, what still waited for it at closing, and its transparency report.

    `automatic` decisions were nobody's; before `detected` ones, a detector had drawn attention; `by_reason` counts
    the decisions against authors; `overturned` ones were reversed on appeal.
    """

    excluded_by_rule: tuple[Tally, ...] = ()
    pending_at_closing: int = 0
    received: int = 0
    flags: int = 0
    decisions: int = 0
    automatic: int = 0
    detected: int = 0
    by_reason: tuple[Tally, ...] = ()
    appeals: int = 0
    overturned: int = 0
    waits: tuple[Wait, ...] = ()
