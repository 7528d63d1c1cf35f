"""Turn the values of an address into what a rule judges."""

from dataclasses import dataclass

from consult.consultations.models import Consultation
from consult.consultations.queries import consultation_for
from consult.kit.errors import NotFound
from consult.kit.permissions import present_actor
from council.models import Mandate, Transmission, TransmittedFile
from council.queries.councils import mandate_at
from council.queries.transmissions import file_of, transmission_for
from synthesis.models import Synthesis
from synthesis.queries.syntheses import synthesis_for


@dataclass(frozen=True)
class FileAsked:
    """A frozen file; a rule sees through it to its transmission."""

    transmission: Transmission
    file: TransmittedFile

    @property
    def consultation_id(self) -> int:
        """Say on which consultation a role must be held."""
        return self.transmission.consultation_id

    @property
    def reader(self) -> object:
        """Say who reads it, as a member of the council."""
        return self.transmission.reader


def consultation_at(slug: str) -> Consultation:
    """Return the consultation of an address, or raise `NotFound`."""
    return consultation_for(present_actor(), slug)


def synthesis_at(synthesis_id: int) -> Synthesis:
    """Return the synthesis of an address, or raise `NotFound`."""
    return synthesis_for(present_actor(), synthesis_id)


def transmission_at(transmission_id: int) -> Transmission:
    """Return the transmission of an address, or raise `NotFound`."""
    return transmission_for(present_actor(), transmission_id)


def transmitted_file_at(transmission_id: int, name: str) -> FileAsked:
    """Return a frozen file, or raise `NotFound`."""
    transmission = transmission_at(transmission_id)
    return FileAsked(transmission, file_of(transmission, name))


def mandate_of_address(mandate_id: int) -> Mandate:
    """Return the mandate of an address, or raise `NotFound`."""
    found = mandate_at(mandate_id)
    if found is None:
        raise NotFound
    return found
