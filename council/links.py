"""Name a link of the chain: a step of a journey, with who holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from contributions.journeys import JourneyStep


class Holder(StrEnum):
    """Who holds what is followed, in the order of the picture's columns."""

    REGION = "region"
    PEOPLE = "people"
    SECRETARIAT = "secretariat"
    COUNCIL = "council"


HOLDERS: Mapping[Holder, Sentence] = {
    Holder.REGION: _l("Région"),
    Holder.PEOPLE: _l("Habitants"),
    Holder.SECRETARIAT: _l("Secrétariat"),
    Holder.COUNCIL: _l("Conseil"),
}


@dataclass(frozen=True)
class Link(JourneyStep):
    """A step of the chain and who holds it; without an address while nothing of it can be read."""

    holder: Holder = Holder.COUNCIL


_LAST = datetime.max.replace(tzinfo=UTC)


def by_day(links: Sequence[Link]) -> list[Link]:
    """Return steps by their day; what is awaited without a day comes last, in its own order.

    A step that is over without a day stays beside the one before it.
    """
    last, placed = datetime.min.replace(tzinfo=UTC), []
    for one in links:
        last = one.day or last
        placed.append((last if one.day or one.state == "done" else _LAST, one))
    return [one for _day, one in sorted(placed, key=lambda pair: pair[0])]
