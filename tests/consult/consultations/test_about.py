"""The pages every site owes its readers."""

import pytest

from tests.query_counting import counted_queries

PAGES = ["/accessibilite", "/donnees-personnelles", "/mentions-legales"]


@pytest.mark.parametrize("address", PAGES)
def test_the_footer_of_every_page_leads_to_it(browser, address):
    assert f'href="{address}"' in browser().get("/").text


@pytest.mark.parametrize("address", PAGES)
def test_it_costs_no_query_and_any_cache_may_keep_it(app, browser, address):
    with counted_queries(app) as sent:
        answer = browser().get(address)
    assert (answer.status_code, sent) == (200, [])
    kept_seconds = 60 if address == "/mentions-legales" else 3600
    assert answer.headers["Cache-Control"] == f"public, max-age={kept_seconds}"


def test_accessibility_is_declared_as_it_is(browser):
    page = browser().get("/accessibilite").text
    assert "Aucun audit complet" in page
    assert "consultations@region.example" in page


def test_people_are_told_when_an_unused_account_is_erased(browser):
    page = browser().get("/donnees-personnelles").text
    assert "pendant 36 mois est effacé" in page
    assert "1 mois avant" in page


def test_the_process_says_it_is_alive_without_asking_the_database(app, browser):
    with counted_queries(app) as sent:
        answer = browser().get("/sante")
    assert (answer.status_code, answer.text, sent) == (200, "ok\n", [])
