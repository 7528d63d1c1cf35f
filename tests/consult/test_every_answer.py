"""What every answer carries: its policy, its cache, no cookie for a visitor, and a sentence when it refuses."""

import re

import pytest

from consult.kit.db import database
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

FOR_VISITORS = (
    "/",
    "/consultations",
    "/consultations/numerique",
    "/consultations/numerique/propositions",
    "/consultations/numerique/themes/sante",
    "/consultations/numerique/suivi",
    "/consultations/numerique/charte",
    "/propositions/1",
    "/recherche",
    "/recherche?q=fibre",
    "/conseils",
    "/donnees-ouvertes",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
    "/registre-de-moderation",
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
)


@pytest.fixture
def visitor(app, store, browser):
    """Return a visitor of a site with one consultation and one proposal."""
    consultation, author = make_consultation(slug="numerique"), make_user()
    store(consultation, author)
    with app.app_context(), database().unit_of_work():
        post_proposal(author, consultation)
    return browser()


def test_a_page_for_visitors_is_the_same_for_all_of_them(visitor):
    for page in FOR_VISITORS:
        answer = visitor.get(page)
        assert "Set-Cookie" not in answer.headers, page
        assert "csrf_token" not in answer.text, page
        assert "no-store" not in answer.headers["Cache-Control"], page


def test_every_answer_carries_the_whole_policy(visitor):
    for page in (*FOR_VISITORS, "/nulle-part", "/connexion", "/mon-compte"):
        answer = visitor.get(page)
        policy = [one.strip() for one in answer.headers["Content-Security-Policy"].split(";")]
        assert policy == list(DIRECTIVES), page
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS, page


def test_a_page_for_someone_signed_in_is_kept_by_nobody(browser, store):
    (person,) = store(make_user())
    reader = browser(person)
    for page in ("/", "/mon-compte", "/mes-contributions", "/consultations"):
        assert "no-store" in reader.get(page).headers["Cache-Control"], page


def test_no_page_says_what_serves_it(visitor):
    for page in FOR_VISITORS:
        answer = visitor.get(page)
        assert "X-Powered-By" not in answer.headers
        assert "traceback" not in answer.text.lower()


@pytest.mark.parametrize(
    ("method", "address", "status", "words"),
    [
        ("get", "/nulle-part", 404, "Cette page n’existe pas"),
        ("get", "/consultations/inconnue", 404, "Cette page n’existe pas"),
        ("get", "/propositions/999999", 404, "Cette page n’existe pas"),
        ("get", "/propositions/999999999999999999999", 404, "Cette page n’existe pas"),
        ("get", "/deconnexion", 405, "formulaire"),
        ("post", "/accessibilite", 405, "formulaire"),
    ],
)
def test_a_refusal_says_what_to_do(visitor, method, address, status, words):
    answer = getattr(visitor.client, method)(address)
    assert answer.status_code == status
    assert words in answer.text


@pytest.mark.parametrize("address", ["/nulle-part", "/consultations/inconnue", "/avis/1", "/syntheses/1"])
def test_a_refusal_leads_back_home(visitor, address):
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/", "fr"),
        ("/?lang=fr", "fr"),
        ("/?lang=en", "en"),
        ("/?lang=de", "fr"),
        ("/?lang=", "fr"),
        ("/?lang=<script>", "fr"),
    ],
)
def test_a_page_says_its_language(visitor, address, language):
    assert f'<html lang="{language}"' in visitor.get(address).text


def test_a_language_chosen_holds_on_the_pages_that_follow(visitor):
    visitor.get("/?lang=en")
    assert '<html lang="en"' in visitor.get("/consultations").text
    visitor.get("/consultations?lang=fr")
    assert '<html lang="fr"' in visitor.get("/").text


def test_a_page_that_begins_a_session_is_kept_by_no_cache(visitor):
    answer = visitor.get("/?lang=en")
    assert "session=" in answer.headers["Set-Cookie"]
    assert "public" not in answer.headers.get("Cache-Control", "")


def test_reading_in_french_opens_no_session(visitor):
    assert "Set-Cookie" not in visitor.get("/?lang=fr").headers


def test_a_stylesheet_and_a_script_are_kept_for_ever_at_an_address_that_changes_with_them(visitor):
    page = visitor.get("/").text
    for ending in ("css", "js"):
        address = next(part for part in page.split('"') if re.search(rf"/app(-\w+)?\.{ending}$", part))
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert visitor.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_stylesheet_that_was_replaced_is_not_found(visitor):
    assert visitor.get("/fichiers/000000000000/app.css").status_code == 404
    assert visitor.get("/fichiers/000000000000/secret_key").status_code == 404


def test_a_first_visit_is_light(visitor):
    page = visitor.get("/consultations/numerique/propositions")
    linked = [part for part in page.text.split('"') if part.startswith("/fichiers/")]
    assert len(set(linked)) <= 3
    assert len(page.data) + sum(len(visitor.get(one).data) for one in set(linked)) < 90_000
