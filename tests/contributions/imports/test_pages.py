"""The pages of an imported consultation, as a visitor reads them."""

import re

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from contributions.imports.republique_numerique import RepubliqueNumerique
from contributions.imports.writer import keep
from contributions.models import Proposal
from tests.factories import NOW
from tests.factories.imports import Record, write_republique_numerique


@pytest.fixture
def visit(app, browser, tmp_path):
    """Return a function that imports records and reads a page: the list, or a proposal by its key."""

    def read(key: str = "", **records: tuple[Record, ...]):
        folder = write_republique_numerique(tmp_path / "data", **records)
        with app.test_request_context(), database().unit_of_work():
            keep(RepubliqueNumerique(folder).read(bool), "republique-numerique", at=NOW, tick=bool)
            address = "/consultations/republique-numerique/propositions"
            if key:
                found = session.scalars(select(Proposal).where(Proposal.external_key == key)).one()
                address = f"/propositions/{found.id}-{found.slug}"
        answer = browser().get(address)
        assert answer.status_code == 200
        return answer.text

    return read


def test_the_list_says_that_the_votes_were_brought(visit):
    page = visit()
    assert "votes repris" in page
    assert "12" in page
    assert "27 septembre 2015" in page


def test_a_proposal_shows_the_totals_apart_from_the_votes_of_the_site(visit):
    page = visit("o61")
    assert "17 votes repris de la plateforme d’origine" in page
    assert "Le vote est fermé depuis le 18 octobre 2015" in page


def test_a_proposal_once_put_aside_says_so(visit):
    assert "mise à l’écart par les modérateurs" in visit("o61", proposals=({"corbeille": "1"},))


def test_an_argument_shows_its_author_its_supports_and_its_words(visit):
    page = visit("o61", arguments=({"texte": "Si a < b, alors <commune>."},))
    assert "Si a &lt; b, alors &lt;commune&gt;." in page
    assert "Anonyme 90fb" in page
    assert "5 soutiens" in page


def test_a_source_leads_to_its_address(visit):
    assert 'href="https://exemple.fr/"' in visit("o61")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>lien</a>",
        "<a href='data:text/html,x'>lien</a>",
        "<p style='x' onclick='y'>mot</p>",
        "<svg onload=alert(1)></svg>",
        "<iframe src='https://mal.example'></iframe>",
    ],
)
def test_nothing_harmful_of_a_body_reaches_the_page(visit, attack):
    page = visit("o61", proposals=({"corps_html": f"<p>avant</p>{attack}<p>après</p>"},))
    between = page.split("avant", 1)[1].split("après", 1)[0]
    assert set(re.findall(r"<(\w+)([^>]*)>", between)) <= {("p", "")}


def test_tags_in_a_title_are_shown_as_they_were_typed(visit):
    page = visit("o61", proposals=({"titre": "Ouvrir <script>alert(1)</script>"},))
    assert "Ouvrir &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_consultation_says_that_it_was_held_elsewhere(visit, browser):
    visit()
    page = browser().get("/consultations/republique-numerique").text
    assert "s’est tenue sur un autre site" in page
    assert "du 26 septembre au 18 octobre 2015" in page.replace("\u00a0", " ")


def test_on_a_demonstration_what_was_imported_is_not_called_fictitious(visit, app, monkeypatch):
    contexts = [*app.template_context_processors[None], lambda: {"demo": True}]
    monkeypatch.setitem(app.template_context_processors, None, contexts)
    page = visit()
    assert "Ces textes-ci ne sont pas fictifs" in page
    assert "Données fictives" not in page


def test_the_home_gives_the_votes_an_import_brought(visit, browser):
    visit()
    assert re.search(r"\d+ votes repris", browser().get("/").text)
