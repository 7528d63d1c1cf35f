"""Draw votes and supports with the skews of real consultations.

Measured on République numérique (2015): half the proposals have 20 votes or fewer, a tenth have more
than 379, a tenth of proposals hold 72 % of the votes; early ones get more (rank correlation −0.74); 83 %
pour, 11 % contre, 7 % mitigé; arguments get 15 supports for 100 votes, the first ones more.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from random import Random
from statistics import NormalDist

from consult.demo.scene import Inhabitant, moment
from contributions.bulk import Row
from contributions.demo.staging import Debate, Said
from contributions.demo.texts import Direction
from contributions.models import Position

MEDIAN, SPREAD = 22, 2.4
"""Of votes per proposal for 1,500 people: a log-normal law, the spread in natural logarithms."""
MOST = 0.72
"""The largest share of the crowd that votes on one proposal."""
_CROWD, _TO_READ = 1_500, 80
_EARLINESS, _NOISE = 1.0, 0.45
_DISPUTED_FAVOUR, _APPLAUDED_FAVOUR = (0.5, 1.5), (0.9, 2.0)
_SUPPORTS_PER_VOTE = 0.15
_FOLLOWING = 0.75
_HASTE = 1.8


@dataclass(frozen=True)
class Mood:
    """How a proposal is received: the shares of votes against it and mixed."""

    against: float
    mixed: float

    def draw(self, random: Random) -> Position:
        """Draw one person's vote."""
        drawn = random.random()
        if drawn < self.against:
            return Position.AGAINST
        return Position.MIXED if drawn < self.against + self.mixed else Position.FOR


def mood_of(key: str, direction: Direction, random: Random) -> Mood:
    """Draw how a proposal is received: liked as most are, applauded, or disputed."""
    if key in direction.disputed:
        return Mood(random.uniform(0.38, 0.52), random.uniform(0.08, 0.13))
    if key in direction.applauded:
        return Mood(0.02, 0.03)
    return Mood(random.betavariate(1.4, 22), random.betavariate(2, 30))


def numbers_of_votes(
    debates: Sequence[Debate], crowd: int, direction: Direction, random: Random
) -> dict[str, int]:
    """Draw how many people vote on each proposal, by its key: early ones get more, disputed ones never few."""
    ranked = _by_favour(debates, direction, random)
    # Nobody votes more because there is more to read.
    median = MEDIAN * crowd / _CROWD * min(1.0, _TO_READ / len(ranked))
    law = NormalDist(math.log(median), SPREAD)
    shares = ((place + 0.5) / len(ranked) for place in range(len(ranked)))
    numbers = (round(math.exp(law.inv_cdf(share))) for share in shares)
    return {key: max(1, min(number, int(MOST * crowd))) for key, number in zip(ranked, numbers, strict=True)}


def _by_favour(debates: Sequence[Debate], direction: Direction, random: Random) -> list[str]:
    """Sort proposals from the least to the most voted."""
    standard, favour = NormalDist(), {}
    latest_first = sorted(debates, key=lambda one: one.proposal.at, reverse=True)
    for place, one in enumerate(latest_first):
        key = one.proposal.key
        early = standard.inv_cdf((place + 0.5) / len(latest_first))
        favour[key] = _EARLINESS * early + _NOISE * random.gauss()
        if key in direction.disputed:
            favour[key] = random.uniform(*_DISPUTED_FAVOUR)
        if key in direction.applauded:
            favour[key] = random.uniform(*_APPLAUDED_FAVOUR)
    return sorted(favour, key=lambda key: favour[key])


class Ballot:
    """Draw who votes what on the debates of one consultation, and which arguments they support."""

    def __init__(self, crowd: Sequence[Inhabitant], until: datetime, random: Random) -> None:
        self._crowd = {one.id: one for one in crowd}
        self._people = list(self._crowd)
        self._weights = list(accumulate(one.activity for one in crowd))
        self._until = until
        self._random = random

    def voters(self, debate: Debate, number: int, mood: Mood) -> dict[int, Position]:
        """Draw one vote per person: those who spoke vote as they spoke, the others as the mood draws them."""
        positions = dict(_declared(debate))
        for who in self._drawn(number - len(positions), set(positions)):
            positions[who] = mood.draw(self._random)
        return positions

    def latecomers(self, positions: Mapping[str, Mapping[int, Position]]) -> Iterator[tuple[str, int]]:
        """Give each person who voted nowhere a proposal to vote on, mostly one that others vote on."""
        active = {who for given in positions.values() for who in given}
        keys, sizes = list(positions), [len(given) for given in positions.values()]
        for who in self._people:
            if who not in active:
                yield self._random.choices(keys, sizes)[0], who

    def votes(self, debate: Debate, proposal_id: int, positions: Mapping[int, Position]) -> Iterator[Row]:
        """Yield the rows of the votes on a proposal, each after the voter signed up."""
        for who, position in positions.items():
            cast_at = self._moment(debate.proposal.at, who)
            yield {"proposal_id": proposal_id, "user_id": who, "position": position, "cast_at": cast_at}

    def supports(self, debate: Debate, ids: Mapping[str, int], positions: Mapping[int, Position]) -> Iterator[Row]:
        """Yield the rows of the supports of a proposal's arguments, by people who voted the same way."""
        shares = [
            _FOLLOWING**place * self._random.lognormvariate(0, 0.7) for place in range(len(debate.arguments))
        ]
        for argument, share in zip(debate.arguments, shares, strict=True):
            number = round(_SUPPORTS_PER_VOTE * len(positions) * share / sum(shares))
            for who in self._supporters(argument, number, positions):
                given_at = self._moment(argument.at, who)
                yield {"argument_id": ids[argument.key], "user_id": who, "given_at": given_at}

    def _supporters(self, argument: Said, number: int, positions: Mapping[int, Position]) -> list[int]:
        """Draw people who voted as an argument says; nobody supports their own."""
        agreeing = [who for who, position in positions.items() if position is argument.position]
        drawn = self._random.sample(agreeing, min(number, len(agreeing)))
        return [who for who in drawn if who != argument.author_id]

    def _drawn(self, number: int, without: set[int]) -> list[int]:
        """Draw people without putting them back, the active ones more often; never those in `without`."""
        wanted = min(number, len(self._people) - len(without))
        chosen: dict[int, None] = {}
        while len(chosen) < wanted:
            drawn = self._random.choices(self._people, cum_weights=self._weights, k=wanted - len(chosen))
            chosen.update(dict.fromkeys(who for who in drawn if who not in without))
        return list(chosen)

    def _moment(self, since: datetime, who: int) -> datetime:
        known = self._crowd.get(who)
        return moment(self._random, max(since, known.since) if known else since, self._until, haste=_HASTE)


def _declared(debate: Debate) -> Iterator[tuple[int, Position]]:
    """Yield what the words of the author and of those who argued already say."""
    for said in (*debate.arguments, debate.proposal):
        if said.author_id is not None:
            yield said.author_id, said.position or Position.FOR
