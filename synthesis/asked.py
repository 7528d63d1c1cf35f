"""Turn the values of an address into what a rule judges and a view shows."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l

from consult.consultations.models import Consultation
from consult.kit import clock
from consult.kit.errors import NotFound, SignInNeeded
from consult.kit.permissions import present_actor
from contributions.models import Contribution
from synthesis.composer.corrections import CORRECTIONS
from synthesis.composer.document import Claim, Section, claims_of
from synthesis.composer.shelf import SIZE, Held, Shelf
from synthesis.models import (
    Contest,
    EditTarget,
    Placement,
    Synthesis,
    SynthesisEdit,
    SynthesisFile,
    SynthesisStatus,
)
from synthesis.operations.arranging import UNGROUPED
from synthesis.operations.writing import Place
from synthesis.queries.contests import contest_named, own_place
from synthesis.queries.edits import edit_named, themes_of
from synthesis.queries.syntheses import closed_consultation_for, file_of, synthesis_for, synthesis_opened_to
from synthesis.reading import arranged_part, computed_part, shelf_of


@dataclass(frozen=True)
class Asked:
    """Something inside a synthesis; a rule sees through it to the synthesis itself."""

    synthesis: Synthesis

    @property
    def consultation_id(self) -> int:
        """Say on which consultation a role must be held."""
        return self.synthesis.consultation_id

    @property
    def is_public(self) -> bool:
        """Say whether everyone may read it."""
        return self.synthesis.is_public

    def is_provisional(self, at: datetime) -> bool:
        """Say whether its contributors may read it now."""
        return self.synthesis.is_provisional(at)

    @property
    def status(self) -> SynthesisStatus:
        """Say where the synthesis stands."""
        return self.synthesis.status


@dataclass(frozen=True)
class PartAsked(Asked):
    """One part of a synthesis."""

    section_id: str


@dataclass(frozen=True)
class FileAsked(Asked):
    """One file of a synthesis."""

    file: SynthesisFile


@dataclass(frozen=True)
class PlaceAsked(PartAsked):
    """A sentence or an introduction of one part, with what was computed there."""

    place: Place
    claim: Claim | None
    title: str


@dataclass(frozen=True)
class ThemeAsked(PartAsked):
    """The chapter of one theme."""

    title: str


@dataclass(frozen=True)
class TopicAsked(ThemeAsked):
    """A topic of one theme, or the texts none of them gathers: `held` is then none."""

    shelf: Shelf
    key: str
    held: Held | None

    @property
    def refs(self) -> tuple[str, ...]:
        """List the texts it gathers."""
        return self.held.refs if self.held else self.shelf.ungrouped


@dataclass(frozen=True)
class EditAsked(Asked):
    """One change of a synthesis."""

    edit: SynthesisEdit


@dataclass(frozen=True)
class ContestAsked(Asked):
    """What someone said of their own text."""

    contest: Contest


@dataclass(frozen=True)
class OwnAsked(Asked):
    """One's own text in a synthesis."""

    place: Placement
    text: Contribution


def synthesis_at(synthesis_id: int) -> Synthesis:
    """Return the synthesis of an address, or raise `NotFound`."""
    return synthesis_for(present_actor(), synthesis_id, clock.now())


def opened_synthesis_at(synthesis_id: int) -> Synthesis:
    """Return a synthesis its contributors were given to read, open or closed since, or raise `NotFound`."""
    return synthesis_opened_to(present_actor(), synthesis_id, clock.now())


def part_at(synthesis_id: int, section_id: str) -> PartAsked:
    """Return a part of a synthesis; its existence is checked when it is read."""
    return PartAsked(synthesis_at(synthesis_id), section_id)


def file_at(synthesis_id: int, name: str) -> FileAsked:
    """Return a file of a synthesis, or raise `NotFound`."""
    synthesis = synthesis_at(synthesis_id)
    return FileAsked(synthesis, file_of(synthesis, name))


def consultation_at(slug: str) -> Consultation:
    """Return a closed consultation this person runs, or raise `NotFound`."""
    return closed_consultation_for(present_actor(), slug)


def sentence_at(synthesis_id: int, section_id: str, claim_id: str) -> PlaceAsked:
    """Return a sentence of a part, or raise `NotFound`."""
    synthesis = synthesis_at(synthesis_id)
    for section in arranged_part(synthesis, section_id).walk():
        for claim in _claims(section):
            if claim.id == claim_id and section_id != CORRECTIONS:
                about = claim.evidence if claim.template == SIZE else ()
                place = Place(section_id, EditTarget.SENTENCE, claim_id, claim.text, about)
                return PlaceAsked(synthesis, section_id, place, claim, section.title)
    raise NotFound


def introduction_at(synthesis_id: int, section_id: str, inner_id: str) -> PlaceAsked:
    """Return the opening of a part or of one of its own parts, or raise `NotFound`."""
    synthesis = synthesis_at(synthesis_id)
    for section in computed_part(synthesis, section_id).section.walk():
        if section.id == inner_id:
            place = Place(section_id, EditTarget.INTRODUCTION, inner_id, "")
            return PlaceAsked(synthesis, section_id, place, None, section.title)
    raise NotFound


def theme_at(synthesis_id: int, section_id: str) -> ThemeAsked:
    """Return the chapter of a theme, or raise `NotFound`."""
    synthesis = synthesis_at(synthesis_id)
    titles = {theme.section_id: theme.title for theme in themes_of(synthesis)}
    if section_id not in titles:
        raise NotFound
    return ThemeAsked(synthesis, section_id, titles[section_id])


def topic_at(synthesis_id: int, section_id: str, key: str) -> TopicAsked:
    """Return a topic as it stands, or raise `NotFound`."""
    theme = theme_at(synthesis_id, section_id)
    shelf = shelf_of(theme.synthesis, section_id)
    held = next((topic for topic in shelf.topics if topic.key == key), None)
    if held is None and key != UNGROUPED:
        raise NotFound
    return TopicAsked(theme.synthesis, section_id, theme.title, shelf, key, held)


def edit_at(synthesis_id: int, edit_id: int) -> EditAsked:
    """Return a change of a synthesis, or raise `NotFound`."""
    synthesis = synthesis_at(synthesis_id)
    return EditAsked(synthesis, edit_named(synthesis, edit_id))


def contest_at(synthesis_id: int, contest_id: int) -> ContestAsked:
    """Return a contest of a synthesis, or raise `NotFound`."""
    synthesis = synthesis_at(synthesis_id)
    return ContestAsked(synthesis, contest_named(synthesis, contest_id))


def own_text_at(synthesis_id: int, contribution_id: int) -> OwnAsked:
    """Return where one's own text stands, or raise `NotFound` for anyone else's."""
    synthesis, actor = synthesis_at(synthesis_id), present_actor()
    if not actor.is_authenticated:
        raise SignInNeeded(_l("Connectez-vous pour continuer."))
    return OwnAsked(synthesis, *own_place(actor.id, synthesis, contribution_id))


def _claims(section: Section) -> list[Claim]:
    return [claim for block in section.blocks for claim in claims_of(block)]
