"""Let later rooms add to the pages of a consultation and to the secretariat's desk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from consult.accounts.models import AnyActor, User
from consult.consultations.models import Consultation
from consult.kit.errors import Sentence
from consult.kit.registries import Registry
from consult.territories.models import TerritoryLevel


@dataclass(frozen=True)
class ActionLink:
    """A way to take part, as a button; the first one offered is the page's main action."""

    label: Sentence
    url: str


@dataclass(frozen=True)
class Gesture:
    """A gesture of one button beside what is shown, such as following it.

    With `fields` the button sends them; without, it leads a visitor to a page that carries the token.
    """

    label: Sentence
    url: str
    fields: Mapping[str, str] | None = None


@dataclass(frozen=True)
class NextStep:
    """Something that waits for the secretariat; `due_on` is the day it is owed."""

    label: Sentence
    url: str
    due_on: date | None = None


@dataclass(frozen=True)
class DeskFact:
    """Where a later step of a consultation stands, as its desk page tells it, and the page where it goes on."""

    label: Sentence
    state: Sentence
    url: str | None = None
    url_label: Sentence = ""


@dataclass(frozen=True)
class PlaceCount:
    """How many public proposals are about one territory itself, not those it holds.

    `level` and `code` are empty for what is asked without a territory; `group` is the code and name of the EPCI
    of a commune.
    """

    level: TerritoryLevel | None
    code: str
    name: str
    department_code: str | None
    group: tuple[str, str] | None
    proposals: int


@dataclass(frozen=True)
class Beginning:
    """What a later room wants a consultation for: how its form begins, and what to do once the draft exists."""

    values: Mapping[str, str]
    created: Callable[[Consultation], None]


take_part: Registry[Callable[[Consultation, datetime], Sequence[ActionLink]]] = Registry("take_part")
"""What one can do now in an open consultation; asked only while it is open, without a query."""

gestures: Registry[Callable[[Consultation, AnyActor], Sequence[Gesture]]] = Registry("consultation_gestures")
"""What one can do with a consultation as a whole, whatever its stage, in one gesture."""

beginnings: Registry[Callable[[User, str], Beginning | None]] = Registry("consultation_beginnings")
"""How a new consultation begins when another room's page leads to its form, by the name in `depuis`."""

next_steps: Registry[Callable[[User, datetime], Sequence[NextStep]]] = Registry("next_steps")
"""What waits for this person on the desk of the secretariat."""

desk_facts: Registry[Callable[[Consultation], Sequence[DeskFact]]] = Registry("consultation_desk_facts")
"""What the later steps say of a consultation on its desk page, in their order."""

counted_places: Registry[Callable[[Consultation], Sequence[PlaceCount]]] = Registry("counted_places")
"""How many public proposals are about each territory, in one query, for the map of a consultation."""
