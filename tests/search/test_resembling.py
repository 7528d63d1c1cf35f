"""Proposals close to what someone is writing, on the engine that holds the index."""

from contextlib import contextmanager

import pytest

from consult.kit.similar import MOST
from contributions.models import Status
from search.resembling import EXCERPT, resembling
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal

TITLE = "Un bibliobus numérique pour les hameaux"


@contextmanager
def reading(site):
    """Read as a request does: addresses are made, nothing is written."""
    with site.app.test_request_context(), site.unit(writes=False):
        yield


def titles(site, title=TITLE, text="", consultation="numerique"):
    with reading(site):
        return [one.title for one in resembling(consultation, title, text)]


@pytest.fixture
def shelf(site):
    """Return a site where a bus, a library and a doctor were proposed."""
    site.bus = site.propose("Faire passer un bibliobus dans chaque hameau", "Avec des **tablettes** et une aide.")
    site.library = site.propose("Ouvrir la bibliothèque le dimanche")
    site.propose("Un médecin par canton", "La télémédecine dans les hameaux.")
    site.work()
    return site


def test_what_says_almost_the_same_is_found_and_nothing_unrelated(shelf):
    assert titles(shelf, "Des bibliobus pour nos hameaux") == ["Faire passer un bibliobus dans chaque hameau"]


def test_whoever_judges_by_eye_is_shown_the_closest_however_far(shelf):
    with reading(shelf):
        assert resembling("numerique", "Emprunter partout dans les hameaux", "Un bibliobus.") == []
        far = resembling("numerique", "Emprunter partout dans les hameaux", "Un bibliobus.", however_far=True)
    assert far[0].id == shelf.bus.id


def test_it_is_told_with_its_first_words_and_its_address(shelf):
    with reading(shelf):
        (found,) = resembling("numerique", "Un bibliobus dans les hameaux", "")
    assert (found.id, found.excerpt) == (shelf.bus.id, "Avec des tablettes et une aide.")
    assert found.url == f"/propositions/{shelf.bus.id}-{shelf.bus.slug}"


def test_accents_plurals_and_capitals_do_not_matter(shelf):
    assert titles(shelf, "OUVRIR LES BIBLIOTHEQUES LES DIMANCHES") == ["Ouvrir la bibliothèque le dimanche"]


def test_the_text_decides_between_titles_that_say_the_same(site):
    first = site.propose("Un lieu d’aide au numérique ici", "Pour réparer les vélos électriques.")
    second = site.propose("Un lieu d’aide au numérique là", "Pour imprimer ses papiers, avec une imprimante.")
    site.work()
    text = "On viendrait y imprimer ses papiers : l’imprimante est chère."
    assert titles(site, "Un lieu d’aide au numérique", text) == [second.title, first.title]
    assert titles(site, "Un lieu d’aide au numérique", "Un vélo, des vélos.") == [first.title, second.title]


@pytest.mark.parametrize("title", ["", "Bibliobus", "Un et une pour les", "?? !!", "<script>", "-hameau theme:x"])
def test_nothing_is_asked_before_two_words_say_something(shelf, title):
    assert titles(shelf, title) == []


def test_one_word_in_common_is_not_enough(shelf):
    assert titles(shelf, "Un médecin et un dentiste dans chaque maison de santé") == []


def test_another_consultation_is_another_conversation(shelf):
    with shelf.unit() as unit:
        other = make_consultation(slug="ailleurs")
        unit.add(other)
        unit.flush()
        post_proposal(shelf.author, other, title="Un bibliobus dans les hameaux d’ailleurs")
    shelf.work()
    assert titles(shelf, consultation="ailleurs") == ["Un bibliobus dans les hameaux d’ailleurs"]
    assert "Un bibliobus dans les hameaux d’ailleurs" not in titles(shelf)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.WITHDRAWN, Status.PENDING])
@pytest.mark.parametrize("filed", [True, False], ids=["filed", "not filed yet"])
def test_what_is_no_longer_public_is_never_shown(shelf, status, filed):
    shelf.change(shelf.bus, status)
    if filed:
        shelf.work()
    assert titles(shelf, "Un bibliobus dans les hameaux") == []


def test_only_proposals_are_shown(shelf):
    shelf.argue(shelf.library, "Un bibliobus dans les hameaux suffirait.")
    shelf.work()
    assert titles(shelf, "Un bibliobus dans les hameaux") == ["Faire passer un bibliobus dans chaque hameau"]


def test_few_are_shown_and_long_ones_are_cut(site):
    for number in range(MOST + 3):
        site.propose(f"Un bibliobus pour le hameau numéro {number}", "Un mot. " * 100)
    site.work()
    with reading(site):
        found = resembling("numerique", TITLE, "")
    assert len(found) == MOST
    assert all(len(one.excerpt) <= EXCERPT for one in found)


def test_writing_goes_on_while_the_index_is_lost(site):
    site.propose("Faire passer un bibliobus dans chaque hameau")
    assert titles(site) == []


def test_a_text_of_the_longest_kind_is_read_at_its_beginning(shelf):
    assert titles(shelf, "Un bibliobus dans les hameaux", "mot " * 10_000) == [
        "Faire passer un bibliobus dans chaque hameau"
    ]


def test_it_asks_the_database_twice_at_most(shelf, statements):
    titles(shelf)
    with reading(shelf), statements() as sent:
        resembling("numerique", TITLE, "Des tablettes.")
    assert len([one for one in sent if one.startswith("SELECT")]) == 2
