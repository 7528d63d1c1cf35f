"""The whole demonstration, as a visitor finds it."""

import pytest

from consult.demo.making import make
from consult.kit.db import database
from tests.factories import NOW

FICTITIOUS = "Données fictives"


@pytest.fixture
def visit(app, browser):
    """Return a function that reads a page of a site just filled."""
    with app.test_request_context(), database().unit_of_work():
        make(NOW, seed=2030, people=200)

    def read(address: str):
        answer = browser().get(address, follow_redirects=True)
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
