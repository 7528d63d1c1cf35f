"""Turn the values of a sitting's addresses into what a rule judges."""

from dataclasses import dataclass

from consult.kit.errors import NotFound
from consult.kit.permissions import present_actor
from council.models import AgendaItem, CouncilMember, RecordedVote, Sitting, SittingStatus, Transmission
from council.queries.councils import member_of
from council.queries.sittings import item_at, sitting_for
from council.queries.transmissions import transmission_at
from council.queries.votes import vote_for


@dataclass(frozen=True)
class VoteAsked:
    """A vote; a rule sees through it to its sitting."""

    vote: RecordedVote

    @property
    def reader(self) -> CouncilMember | None:
        """Say who reads it, as a member of the council."""
        return self.vote.sitting.reader

    @property
    def status(self) -> SittingStatus:
        """Say where its sitting stands."""
        return self.vote.sitting.status


@dataclass(frozen=True)
class ItemAsked:
    """A point of an agenda; a rule sees through it to its sitting."""

    item: AgendaItem
    reader: CouncilMember | None


def sitting_asked(sitting_id: int) -> Sitting:
    """Return the sitting of an address, or raise `NotFound`."""
    return sitting_for(present_actor(), sitting_id)


def vote_asked(vote_id: int) -> VoteAsked:
    """Return the vote of an address, or raise `NotFound`."""
    return VoteAsked(vote_for(present_actor(), vote_id))


def item_asked(item_id: int) -> ItemAsked:
    """Return the point of an address, or raise `NotFound`."""
    item = item_at(item_id)
    return ItemAsked(item, member_of(item.sitting.council_id, present_actor()))


@dataclass(frozen=True)
class MinutesAsked:
    """The minutes of a sitting in some format; a rule sees through it to the sitting."""

    sitting: Sitting
    kind: str

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read the sitting."""
        return self.sitting.is_public

    @property
    def reader(self) -> CouncilMember | None:
        """Say who reads it, as a member of the council."""
        return self.sitting.reader


def minutes_asked(sitting_id: int, kind: str) -> MinutesAsked:
    """Return the minutes of an address, or raise `NotFound`."""
    return MinutesAsked(sitting_asked(sitting_id), kind)


@dataclass(frozen=True)
class SettlingAsked:
    """A sitting, and the synthesis its agenda may draw from; a rule sees through it to the sitting."""

    sitting: Sitting
    transmission: Transmission

    @property
    def reader(self) -> CouncilMember | None:
        """Say who reads it, as a member of the council."""
        return self.sitting.reader


def settling_asked(sitting_id: int, transmission_id: int) -> SettlingAsked:
    """Return a sitting and what its council was sent, or raise `NotFound`."""
    sitting, transmission = sitting_asked(sitting_id), transmission_at(transmission_id)
    if transmission.council_id != sitting.council_id or transmission.sent_at is None:
        raise NotFound
    return SettlingAsked(sitting, transmission)
