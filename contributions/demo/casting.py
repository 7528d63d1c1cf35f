"""Choose who says what: people already signed up, whose voice does not contradict the words."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import accumulate
from random import Random

from consult.accounts.models import ContributorKind
from consult.demo.scene import Inhabitant
from contributions.demo.texts import Part

_TRIES = 300


class Casting:
    """A crowd to draw from; who takes part more is drawn more often."""

    def __init__(self, crowd: Sequence[Inhabitant], random: Random) -> None:
        self._random = random
        self._people: dict[ContributorKind, list[Inhabitant]] = defaultdict(list)
        for one in crowd:
            self._people[one.kind].append(one)
        self._weights = {
            kind: list(accumulate(one.activity for one in people)) for kind, people in self._people.items()
        }
        self._authors: set[int] = set()

    def author(self, kind: ContributorKind, department: str, part: Part, before: datetime) -> Inhabitant:
        """Draw who proposes: of this kind; as far as can be, from this department and for the first time."""
        suited = [one for one in self._draws(kind) if one.since < before and _fits(one, part)]
        fresh = [one for one in suited if one.id not in self._authors]
        near = [one for one in fresh if one.department == department]
        found = next(iter([*near, *fresh, *suited, self._first(kind)]))
        self._authors.add(found.id)
        return found

    def speaker(self, part: Part, before: datetime, silent: Collection[int]) -> Inhabitant:
        """Draw a citizen signed up before, other than those whose ids are `silent`."""
        citizens = ContributorKind.CITIZEN
        suited = (
            one
            for one in self._draws(citizens)
            if one.since < before and one.id not in silent and _fits(one, part)
        )
        return next(suited, self._first(citizens))

    def _draws(self, kind: ContributorKind) -> Iterator[Inhabitant]:
        people, weights = self._people[kind], self._weights[kind]
        for _ in range(_TRIES):
            yield self._random.choices(people, cum_weights=weights)[0]

    def _first(self, kind: ContributorKind) -> Inhabitant:
        return min(self._people[kind], key=lambda one: one.since)


def _fits(one: Inhabitant, part: Part) -> bool:
    return one.generation is part.generation and part.voice in {None, one.voice}
