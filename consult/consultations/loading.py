"""Turn the values of an address into what a rule judges; raise `NotFound` for what one may not know of."""

from consult.consultations import queries
from consult.consultations.models import Consultation, Document, Phase, Theme
from consult.kit.errors import NotFound
from consult.kit.permissions import present_actor


def consultation_at(slug: str) -> Consultation:
    """Return the consultation of an address."""
    return queries.consultation_for(present_actor(), slug)


def phase_at(slug: str, phase_id: int) -> Phase:
    """Return a phase of the consultation of an address."""
    for phase in consultation_at(slug).phases:
        if phase.id == phase_id:
            return phase
    raise NotFound


def theme_at(slug: str, theme_id: int) -> Theme:
    """Return a theme of the consultation of an address."""
    for theme in consultation_at(slug).themes:
        if theme.id == theme_id:
            return theme
    raise NotFound


def document_at(slug: str, document_id: int) -> Document:
    """Return a document of the consultation of an address."""
    for document in queries.documents_of(consultation_at(slug)):
        if document.id == document_id:
            return document
    raise NotFound
