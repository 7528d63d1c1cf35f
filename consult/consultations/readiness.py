"""Say what a consultation still owes before it may be public, and check the order of its dates.

The modalities and the date of the public synthesis are owed before opening (CRPA, article
L. 131-1); fewer than fifteen days of participation asks for a reason.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from consult.consultations.models import Action, Consultation
from consult.kit import clock
from consult.kit.errors import Invalid, Sentence
from consult.kit.languages import full_date

SHORTEST = timedelta(days=15)


class Part(StrEnum):
    """The part of the desk where something is to be completed."""

    TEXTS = "texts"
    PHASES = "phases"
    THEMES = "themes"


@dataclass(frozen=True)
class Missing:
    """Something owed before opening, where it is completed, and the field that holds it."""

    part: Part
    field: str
    sentence: Sentence


def what_is_missing(consultation: Consultation, at: datetime) -> list[Missing]:
    """Return all that stands between this consultation and the public, in the order of the desk."""
    return [*_texts(consultation), *_dates(consultation, at), *_themes(consultation)]


def check_ready(consultation: Consultation, at: datetime) -> None:
    """Raise `Invalid` with the first thing missing."""
    for missing in what_is_missing(consultation, at):
        raise Invalid(missing.sentence, missing.field)


def _texts(consultation: Consultation) -> Iterator[Missing]:
    owed: dict[str, Sentence] = {
        "question": _l("Écrivez la question posée aux habitants."),
        "organiser": _l("Dites qui organise la consultation."),
        "modalities_source": _l("Écrivez comment on participe et ce qui sera fait des contributions."),
        "synthesis_due_on": _l("Donnez la date à laquelle la synthèse sera publique."),
    }
    names = {"modalities_source": "modalities"}
    for name, sentence in owed.items():
        if not getattr(consultation, name):
            yield Missing(Part.TEXTS, names.get(name, name), sentence)


def _dates(consultation: Consultation, at: datetime) -> Iterator[Missing]:
    opens_at, closes_at = consultation.opens_at, consultation.closes_at
    if opens_at is None or closes_at is None:
        sentence = _l(
            "Ajoutez une phase qui ouvre au moins une action : proposer, voter, argumenter ou commenter."
        )
        yield Missing(Part.PHASES, "opens", sentence)
        return
    if closes_at <= at:
        sentence = _l("Corrigez les dates des phases : la dernière est déjà terminée.")
        yield Missing(Part.PHASES, "closes_at", sentence)
    if _is_due_before(consultation, closes_at):
        sentence = _l(
            "Choisissez pour la synthèse une date qui suit la clôture, le %(day)s.", day=full_date(closes_at)
        )
        yield Missing(Part.TEXTS, "synthesis_due_on", sentence)
    if is_short(consultation, at) and not consultation.short_reason:
        sentence = _l("Dites pourquoi la consultation dure moins de quinze jours : ce motif sera public.")
        yield Missing(Part.TEXTS, "short_reason", sentence)


def _is_due_before(consultation: Consultation, closes_at: datetime) -> bool:
    """Say whether the synthesis is promised for a day that comes before the closing."""
    due_on = consultation.synthesis_due_on
    return due_on is not None and due_on < clock.local(closes_at).date()


def _themes(consultation: Consultation) -> Iterator[Missing]:
    if not consultation.themes and any(Action.PROPOSE in phase.opens for phase in consultation.phases):
        yield Missing(
            Part.THEMES, "title", _l("Ajoutez au moins un thème : chaque proposition est rangée dans un thème.")
        )


def is_short(consultation: Consultation, at: datetime) -> bool:
    """Say whether people have fewer than fifteen days, on the calendar of the region, to take part.

    What counts is the time really given: from the opening, or from the publication when it comes later.
    """
    opens_at, closes_at = consultation.opens_at, consultation.closes_at
    if opens_at is None or closes_at is None:
        return False
    begins_at = max(opens_at, consultation.published_at or at)
    lasts = clock.local(closes_at).replace(tzinfo=None) - clock.local(begins_at).replace(tzinfo=None)
    return lasts < SHORTEST
