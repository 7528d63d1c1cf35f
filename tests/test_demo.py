"""The whole demonstration, as a visitor finds it."""

import pytest

from tests.conftest import Browser
from tests.factories.demonstrations import demonstration_in

FICTITIOUS = "Données fictives"


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory):
    """Return an application whose demonstration is made, once for these tests."""
    with demonstration_in(empty_database, tmp_path_factory) as made:
        yield made


@pytest.fixture
def visit(app):
    """Return a function that reads a page of a site just filled."""

    def read(address: str):
        answer = Browser(app).get(address, follow_redirects=True)
        assert answer.status_code == 200
        return answer.text.replace("\u00a0", " ").replace("\u202f", " ")

    return read


def test_the_home_leads_to_both_consultations(visit):
    page = visit("/")
    assert "Notre région numérique 2030" in page
    assert "Bien vivre avec les démarches en ligne" in page
    assert "78" in page


@pytest.mark.parametrize(
    "address",
    [
        "/consultations/notre-region-numerique-2030",
        "/consultations/notre-region-numerique-2030/propositions",
        "/consultations/notre-region-numerique-2030/themes/sante",
        "/consultations/demarches-en-ligne",
        "/consultations/demarches-en-ligne/propositions",
        "/propositions/1-x",
    ],
)
def test_every_page_of_a_fictitious_consultation_says_so(visit, address):
    assert FICTITIOUS in visit(address)


def test_a_proposal_has_arguments_of_both_sides_and_answered_comments(visit, app):
    page = visit("/consultations/notre-region-numerique-2030/propositions?tri=discutees")
    assert "8 arguments" in page
    assert "commentaires" in page


def test_the_closed_consultation_takes_no_more_votes(visit):
    assert "Le vote est fermé depuis" in visit("/propositions/1-x")


def test_the_public_register_holds_the_decisions(visit):
    page = visit("/registre-de-moderation")
    assert "Masquage" in page
    assert "Publicité" in page
