"""Make what the demonstration is made of, without a database."""

from datetime import timedelta

from consult.accounts.models import ContributorKind
from consult.consultations.models import Consultation
from consult.demo.scene import Generation, Held, Inhabitant, Voice
from consult.demo.texts import consultation_texts
from contributions.demo.texts import Direction, ProposalText
from tests.factories import NOW


def make_inhabitant(number: int, **values: object) -> Inhabitant:
    """Return a citizen who signed up a month before NOW."""
    values.setdefault("name", f"Camille B. {number}")
    values.setdefault("voice", Voice.FEMININE)
    values.setdefault("generation", Generation.MIDDLE)
    values.setdefault("kind", ContributorKind.CITIZEN)
    values.setdefault("department", "45")
    values.setdefault("since", NOW - timedelta(days=30))
    values.setdefault("activity", 1.0)
    return Inhabitant(id=number, **values)


def make_held() -> Held:
    """Return the open consultation of the demonstration, open for twenty days at NOW, not stored."""
    return Held(consultation_texts()[0], Consultation(), NOW - timedelta(days=20), NOW)


def make_proposal_text(key: str = "un-lieu", **values: object) -> ProposalText:
    """Return a proposal with nothing under it."""
    values.setdefault("theme", "sante")
    values.setdefault("title", "Ouvrir un lieu d’aide")
    values.setdefault("body", "Une permanence par semaine.")
    values.setdefault("kind", ContributorKind.CITIZEN)
    values.setdefault("department", "45")
    values.setdefault("arguments", ())
    values.setdefault("comments", ())
    return ProposalText(key=key, **values)


def make_direction(**values: object) -> Direction:
    """Return a direction in which nothing is out of the ordinary."""
    usual: dict[str, object] = {
        "disputed": frozenset(),
        "applauded": frozenset(),
        "answered_by_another": frozenset(),
        "voices": {},
        "generations": {},
        "same_author": {},
        "accounts": {},
        "entered": {},
    }
    return Direction(**{**usual, **values})
