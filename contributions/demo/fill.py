"""Fill the demonstration's two consultations: texts, votes, supports, counters."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from consult.accounts.models import Role
from consult.demo.scene import Held, Inhabitant, Scene
from consult.kit.db import session
from consult.kit.languages import number
from contributions import counters
from contributions.bulk import insert_rows
from contributions.demo.casting import Casting
from contributions.demo.staging import Debate, Stage
from contributions.demo.texts import Direction, direction, proposal_texts
from contributions.demo.voting import Ballot, mood_of, numbers_of_votes
from contributions.demo.writing import Writer
from contributions.models import Support, Vote

_COME_BACK = 0.55


def fill(scene: Scene) -> None:
    """Add proposals, arguments, comments, votes and supports to both consultations."""
    played = direction()
    for held in scene.held:
        production = Production(scene, held, played, tuple(_crowd(scene, held)))
        debates = production.play()
        production.vote(debates, production.write(debates))
        counters.rebuild(held.consultation)


def sum_up(scene: Scene) -> None:
    """Count what both consultations hold once moderators and others came by, and say it first."""
    for held in scene.held:
        counters.rebuild_totals(held.consultation)
        session.refresh(held.consultation)
    scene.said[:0] = [_summary(held) for held in scene.held]


def _crowd(scene: Scene, held: Held) -> Iterator[Inhabitant]:
    """Yield who takes part: all who signed up for it, and about half of those who came for the former one."""
    random = scene.random(f"{held.text.slug}/crowd")
    for one in scene.inhabitants:
        came_back = one.since < held.opens_at and random.random() < _COME_BACK
        if came_back or held.opens_at <= one.since < held.until:
            yield one


@dataclass(frozen=True)
class Production:
    """One consultation being filled, with the people who take part in it."""

    scene: Scene
    held: Held
    direction: Direction
    crowd: Sequence[Inhabitant]

    def play(self) -> list[Debate]:
        """Give each text its author and its time."""
        random = self.scene.random(f"{self.held.text.slug}/debates")
        accounts = {user.email: user.id for users in self.scene.accounts.values() for user in users if user.email}
        stage = Stage(self.held, Casting(self.crowd, random), self.direction, accounts, random)
        wanted = self.scene.proposals if self.held is self.scene.open_one else 0
        texts = proposal_texts([theme.slug for theme in self.held.text.themes], wanted)
        return [stage.play(text) for text in texts]

    def write(self, debates: Sequence[Debate]) -> dict[str, int]:
        """Insert the texts; return each one's id by its key."""
        random = self.scene.random(f"{self.held.text.slug}/draws")
        facilitator = self.scene.account(Role.FACILITATOR)
        return Writer(self.scene, self.held, self.direction.entered, facilitator.id, random).write(debates)

    def vote(self, debates: Sequence[Debate], ids: Mapping[str, int]) -> None:
        """Insert the votes on each proposal, so that everyone voted, then the supports of its arguments."""
        random = self.scene.random(f"{self.held.text.slug}/votes")
        ballot = Ballot(self.crowd, self.held.until, random)
        wanted = numbers_of_votes(debates, len(self.crowd), self.direction, random)
        moods = {key: mood_of(key, self.direction, random) for key in sorted(wanted)}
        positions = {
            one.proposal.key: ballot.voters(one, wanted[one.proposal.key], moods[one.proposal.key])
            for one in debates
        }
        for key, who in list(ballot.latecomers(positions)):
            positions[key][who] = moods[key].draw(random)
        for one in debates:
            given = positions[one.proposal.key]
            insert_rows(Vote, list(ballot.votes(one, ids[one.proposal.key], given)))
            insert_rows(Support, list(ballot.supports(one, ids, given)))


def _summary(held: Held) -> str:
    one = held.consultation
    return _(
        "%(title)s : %(people)s personnes, %(proposals)s propositions, %(texts)s contributions, %(votes)s votes.",
        title=one.title,
        people=number(one.participants_count),
        proposals=number(one.proposals_count),
        texts=number(one.contributions_count),
        votes=number(one.votes_count),
    )
