"""Turn the values of an address into what a rule judges and a view shows."""

from dataclasses import dataclass

from consult.consultations.models import Consultation
from consult.kit.errors import NotFound
from consult.kit.permissions import present_actor
from synthesis.composer.corrections import CORRECTIONS
from synthesis.composer.document import Claim, Section, claims_of
from synthesis.composer.shelf import SIZE
from synthesis.models import EditTarget, Synthesis, SynthesisFile, SynthesisStatus
from synthesis.operations.writing import Place
from synthesis.queries.syntheses import closed_consultation_for, file_of, synthesis_for
from synthesis.reading import arranged_part, computed_part


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


def synthesis_at(synthesis_id: int) -> Synthesis:
    """Return the synthesis of an address, or raise `NotFound`."""
    return synthesis_for(present_actor(), synthesis_id)


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


def _claims(section: Section) -> list[Claim]:
    return [claim for block in section.blocks for claim in claims_of(block)]
