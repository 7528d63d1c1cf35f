"""Finding consultations by their title alone."""

import pytest

from consult.kit.text.synonyms import Synonyms
from search.engine import Facet, Results
from search.finder import Found
from search.queries.places import Place, Places
from search.query import parse
from search.titles import MOST_NAMED, consultations_named

KNOWN = Synonyms([["EPN", "espace public numérique"], ["CAF", "caisse d’allocations familiales"]])
PLACES = Places(
    {
        Facet.CONSULTATION: {
            "2030": Place("Notre région numérique 2030"),
            "demarches": Place("Bien vivre avec les démarches en ligne"),
            "epn": Place("Un espace public numérique par canton"),
            "cafes": Place("Les cafés de village"),
        }
    }
)


@pytest.fixture
def named(app):
    def ask(typed: str) -> list[str]:
        with app.test_request_context():
            found = consultations_named(Found(parse(typed, KNOWN), Results()), PLACES)
        return [one.url.rpartition("/")[2] for one in found]

    return ask


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("numerique", ["2030", "epn"]),
        ("RÉGIONS numériques", ["2030"]),
        ("démarche", ["demarches"]),
        ("démarches santé", []),
        ("numérique -région", ["epn"]),
        ("“démarches en ligne”", ["demarches"]),
        ("“ligne démarches”", []),
        ("démar*", ["demarches"]),
        ("EPN", ["epn"]),
        ("caisse d’allocations familiales", []),
        ("theme:santé numérique", []),
        ("de la", []),
        ("-santé", []),
    ],
)
def test_a_title_must_have_everything_that_is_asked(named, typed, slugs):
    assert named(typed) == slugs


def test_only_a_few_are_shown(app):
    many = Places({Facet.CONSULTATION: {str(number): Place("Le budget") for number in range(9)}})
    with app.test_request_context():
        assert len(consultations_named(Found(parse("budget", KNOWN), Results()), many)) == MOST_NAMED
        assert consultations_named(None, many) == []
