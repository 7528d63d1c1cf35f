"""What a first visit and the next weigh, compressed as the proxy does, and what a cache may keep."""

import gzip
import re
from types import SimpleNamespace

import pytest

from consult.kit.db import database
from contributions.demo.texts import proposal_texts
from contributions.models import Position
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_argument, post_comment, post_proposal
from tests.factories.people import make_user

FIRST_VISIT, NEXT_VISIT, REQUESTS = 60 * 1024, 20 * 1024, 4
FILES = re.compile(r'(?:href|src)="(/(?:fichiers|identite)/[^"]+)"')
THEMES = ("territoires-connectes", "culture", "education", "formation", "sante", "citoyennete")


@pytest.fixture
def busy(app, store):
    """Return a consultation with a full page of real texts, and a proposal with fifty comments under it."""
    texts = proposal_texts(THEMES)[:26]
    consultation = make_consultation(themes=[make_theme(name) for name in ("Santé", "Culture")])
    people = [make_user(display_name=f"Personne au nom assez long {number}") for number in range(26)]
    store(consultation, *people)
    with app.app_context(), database().unit_of_work():
        proposals = [
            post_proposal(author, consultation, title=text.title, source=text.body)
            for author, text in zip(people, texts, strict=False)
        ]
        for number, author in enumerate(people):
            post_argument(
                author, proposals[0], (Position.FOR, Position.AGAINST)[number % 2], texts[number].body[:900]
            )
            for part in (slice(0, 400), slice(400, 800)):
                post_comment(author, proposals[0], texts[number].body[part] or "Oui.")
    first = proposals[0]
    home = f"/consultations/{consultation.slug}"
    pages = {
        "list": f"{home}/propositions",
        "proposal": f"/propositions/{first.id}-{first.slug}",
        "quick_vote": f"{home}/vote-rapide",
        "consultation": home,
        "home": "/",
    }
    return SimpleNamespace(pages=pages, people=people)


def weight(answer) -> int:
    """Return the bytes sent: headers, and the body as the proxy compresses it."""
    assert answer.status_code == 200
    headers = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    return headers + len(gzip.compress(answer.data, 6))


def read_all(one, busy) -> dict[str, object]:
    """Return what someone is answered, page by page."""
    return {name: one.get(address) for name, address in busy.pages.items()}


def test_a_first_visit_is_light_in_few_requests(browser, busy):
    visitor = browser()
    for name, page in read_all(visitor, busy).items():
        files = set(FILES.findall(page.text))
        assert 1 + len(files) <= REQUESTS, name
        assert weight(page) + sum(weight(visitor.get(file)) for file in files) <= FIRST_VISIT, name


def test_the_next_visit_weighs_the_page_alone(browser, busy):
    assert [name for name, page in read_all(browser(), busy).items() if weight(page) > NEXT_VISIT] == []


def test_someone_signed_in_reads_pages_as_light(browser, busy):
    pages = read_all(browser(busy.people[1]), busy)
    assert [name for name, page in pages.items() if weight(page) > NEXT_VISIT] == []


def test_nothing_is_asked_of_another_site(browser, busy):
    asked = re.compile(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]+"')
    assert [name for name, page in read_all(browser(), busy).items() if asked.search(page.text)] == []


def test_any_cache_may_keep_what_a_visitor_reads(browser, busy):
    for name, page in read_all(browser(), busy).items():
        assert page.headers["Cache-Control"] == "public, max-age=60", name
        assert "Cookie" in page.headers["Vary"], name
        assert "Set-Cookie" not in page.headers, name


def test_two_visitors_read_the_same_bytes(browser, busy):
    one, other = read_all(browser(), busy), read_all(browser(), busy)
    assert {name: page.data for name, page in one.items()} == {name: page.data for name, page in other.items()}


def test_no_cache_keeps_what_someone_signed_in_reads(browser, busy):
    kept = {page.headers["Cache-Control"] for page in read_all(browser(busy.people[1]), busy).values()}
    assert kept == {"no-store"}
