"""Say, before anything is looked for, what can be typed and where to begin."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from flask_babel import lazy_gettext as _l

from consult.consultations.models import Consultation
from consult.consultations.queries import home_listing
from consult.kit.errors import Sentence
from search.addresses import search_url
from search.engine import Facet
from search.pages import Asked
from search.queries.places import Places

MOST_THEMES = 15
_EXAMPLES: tuple[tuple[str, Sentence], ...] = (
    ("fibre village", _l("les textes qui ont ces deux mots, avec ou sans accents, au singulier ou au pluriel")),
    ("« démarche en ligne »", _l("ces mots-là, l’un à la suite de l’autre")),
    ("fibre -satellite", _l("le premier mot, sans le second")),
    ("numéri*", _l("tous les mots qui commencent ainsi")),
    ("THD", _l("un sigle, et ce qu’il veut dire")),
)


@dataclass(frozen=True)
class Example:
    """What can be typed, the address of its results, and what it finds."""

    typed: str
    url: str
    finds: Sentence


@dataclass(frozen=True)
class Start:
    """What the page shows while nothing is looked for; `themes` have a title and an address."""

    examples: Sequence[Example]
    themes: Sequence[tuple[str, str]]
    consultations: Sequence[Consultation]
    at: datetime


def start_of(places: Places, at: datetime) -> Start:
    """Return examples, and what is open with its themes."""
    consultations = home_listing(at).open
    themes = list(islice(_themes(places, {one.slug for one in consultations}), MOST_THEMES))
    examples = [
        *_EXAMPLES,
        *((f"theme:« {title} »", _l("ce qui est dit sur un thème")) for title, _ in themes[:1]),
    ]
    return Start(
        [Example(typed, search_url(Asked(typed)), finds) for typed, finds in examples], themes, consultations, at
    )


def _themes(places: Places, consultations: set[str]) -> Iterator[tuple[str, str]]:
    for slug, place in places.of(Facet.THEME).items():
        if place.consultation in consultations:
            yield place.title, search_url(Asked("", {Facet.THEME: slug}))
