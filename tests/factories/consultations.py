"""Make consultations with their themes and phases."""

from datetime import timedelta
from itertools import count

from consult.consultations.models import TAKING_PART, Action, Consultation, ConsultationStatus, Phase, Theme
from tests.factories import NOW

_numbers = count(1)


def make_phase(**values: object) -> Phase:
    """Return a phase open at NOW, to everything."""
    values.setdefault("title", "Contribuer")
    values.setdefault("opens_at", NOW - timedelta(days=10))
    values.setdefault("closes_at", NOW + timedelta(days=20))
    values.setdefault("opens", TAKING_PART | {Action.READ})
    return Phase(**values)


def make_theme(title: str = "Santé", **values: object) -> Theme:
    """Return a theme."""
    values.setdefault("slug", title.lower().replace(" ", "-").replace("é", "e"))
    return Theme(title=title, **values)


def make_consultation(**values: object) -> Consultation:
    """Return a published consultation, open at NOW, with one theme and one phase."""
    number = next(_numbers)
    values.setdefault("slug", f"numerique-{number}")
    values.setdefault("title", "Notre région numérique")
    values.setdefault("question", "Quels services numériques pour la région ?")
    values.setdefault("status", ConsultationStatus.PUBLISHED)
    values.setdefault("organiser", "Conseil régional")
    values.setdefault("modalities_source", "Les contributions sont lues et synthétisées.")
    values.setdefault("synthesis_due_on", (NOW + timedelta(days=60)).date())
    values.setdefault("created_at", NOW - timedelta(days=30))
    values.setdefault("published_at", NOW - timedelta(days=15))
    values.setdefault("phases", [make_phase()])
    values.setdefault("themes", [make_theme()])
    return Consultation(**values)
