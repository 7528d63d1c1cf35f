"""Hold what the rooms share while they make the demonstration, and the list of who joins in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from consult.accounts.models import ContributorKind, Role, User
from consult.consultations.models import Consultation
from consult.demo.texts import ConsultationText
from consult.kit import clock
from consult.kit.registries import Registry

STEPS: Registry[str] = Registry("demo")
"""What each room adds, as "module:function", called with the `Scene` in the order of the rooms."""

ENDS: Registry[str] = Registry("demo_ends")
"""What each room counts and says once every room has added its own, called in the same way."""


class Voice(StrEnum):
    """How someone speaks of themself in French, so that a name never contradicts a text."""

    FEMININE = "f"
    MASCULINE = "m"


class Generation(StrEnum):
    """How old a first name sounds, so that « Ginette » is not in her last year at school."""

    OLD = "old"
    MIDDLE = "middle"
    YOUNG = "young"


@dataclass(frozen=True)
class Inhabitant:
    """A fictitious contributor. `department` is a code; `activity` is how much they take part, 1 on average."""

    id: int
    name: str
    voice: Voice
    generation: Generation
    kind: ContributorKind
    department: str
    since: datetime
    activity: float


@dataclass(frozen=True)
class Held:
    """A fictitious consultation with its texts, and the span in which people took part so far."""

    text: ConsultationText
    consultation: Consultation
    opens_at: datetime
    until: datetime


@dataclass
class Scene:
    """The demonstration under way: everything happens before `at`, the beginning of the day it is made.

    `people` and `proposals` are how many are wanted; `said` is what the command will print;
    `departments` gives the territory of each department by its code.
    """

    at: datetime
    seed: int
    people: int
    proposals: int
    said: list[str] = field(default_factory=list)
    departments: dict[str, int] = field(default_factory=dict)
    accounts: dict[Role, list[User]] = field(default_factory=dict)
    inhabitants: Sequence[Inhabitant] = ()
    held: list[Held] = field(default_factory=list)

    def random(self, purpose: str) -> Random:
        """Return a source of chance of its own, so that one room's draws never move another's."""
        return Random(f"{self.seed}/{purpose}")  # noqa: S311 - a drawn crowd is no secret

    def account(self, role: Role) -> User:
        """Return the first account made for a role."""
        return self.accounts[role][0]

    @property
    def open_one(self) -> Held:
        """Return the consultation still open."""
        return next(one for one in self.held if one.text.opinion is None)

    @property
    def closed_one(self) -> Held:
        """Return the consultation that ended with an opinion."""
        return next(one for one in self.held if one.text.opinion is not None)


_TRIES = 6
# How likely people write at each hour of the day: hardly at night, most of all after dinner.
_BY_HOUR = [0.06] * 5 + [
    0.2,
    0.4,
    0.6,
    0.6,
    0.6,
    0.7,
    0.6,
    0.5,
    0.5,
    0.5,
    0.6,
    0.7,
    0.8,
    1.0,
    1.0,
    0.9,
    0.6,
    0.3,
    0.1,
]


def moment(random: Random, start: datetime, end: datetime, *, haste: float = 1.0) -> datetime:
    """Draw an instant from `start` to `end`, sooner as `haste` grows, mostly by day and in the evening."""
    span = (end - start).total_seconds()
    drawn = start
    for _ in range(_TRIES):
        drawn = start + timedelta(seconds=span * random.random() ** haste)
        if random.random() < _BY_HOUR[clock.local(drawn).hour]:
            break
    return drawn.replace(microsecond=0)
