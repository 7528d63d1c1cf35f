"""One consultation, from its first words to its closing, as its people live it."""

from datetime import UTC, datetime

import pytest

from consult.accounts.models import Role
from consult.consultations.models import ConsultationStatus
from consult.kit import clock, jobs
from tests.factories.people import make_user

FILE = "/secretariat/consultations/nos-trains"
PAGE = "/consultations/nos-trains"
TEXTS = {
    "title": "Nos trains",
    "question": "Quels trains, quand et pour qui ?",
    "organiser": "Région Centre-Val de Loire",
    "decision_maker": "L’assemblée régionale",
    "modalities": "Toutes les contributions sont lues.",
    "synthesis_due_on": "2026-12-31",
}
PHASES = [
    {"title": "Proposer", "opens_at": "2026-10-05T00:00", "closes_at": "2026-10-16T00:00", "opens": ["propose"]},
    {"title": "Voter", "opens_at": "2026-10-16T00:00", "closes_at": "2026-10-27T00:00", "opens": ["vote"]},
]


@pytest.fixture
def secretariat(browser, store):
    (someone,) = store(make_user(Role.SECRETARIAT))
    return browser(someone)


@pytest.fixture
def published(secretariat):
    """Return the secretariat's browser, once the consultation is written and public."""
    secretariat.post("/secretariat/nouvelle-consultation", TEXTS)
    for phase in PHASES:
        secretariat.post(f"{FILE}/phases/nouvelle", phase)
    secretariat.post(f"{FILE}/themes/nouveau", {"title": "Les horaires"})
    assert secretariat.post(f"{FILE}/publier").status_code == 302
    return secretariat


def on(day: int):
    """Stand on this day of October, at noon."""
    return clock.set_to(datetime(2026, 10, day, 12, 0, tzinfo=UTC))


def work(app) -> None:
    with app.app_context():
        jobs.run_due()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (2, "Ouvre le 5 octobre 2026"),
        (6, "Ouverte jusqu’au 26 octobre 2026"),
        (17, "Ouverte jusqu’au 26 octobre 2026"),
        (28, "Close depuis le 27 octobre 2026"),
    ],
)
def test_the_page_follows_the_calendar_without_the_worker(published, browser, day, sentence):
    with on(day):
        assert sentence in browser().get(PAGE).text
        assert sentence in browser().get("/").text


@pytest.mark.parametrize(("day", "here"), [(6, "Proposer"), (17, "Voter")])
def test_the_timeline_says_where_one_stands(published, browser, day, here):
    with on(day):
        page = browser().get(PAGE).text
    current = page.split('aria-current="step"')[1].split("</li>")[0]
    assert "Vous êtes ici" in current
    assert here in current


def test_the_worker_closes_it_once_and_the_journal_tells_it(app, published, reload):
    for day in (6, 17, 28, 29):
        with on(day):
            work(app)
    closed = reload("nos-trains")
    assert (closed.status, closed.closed_at) == (ConsultationStatus.CLOSED, closed.phases[-1].closes_at)
    with on(30):
        journal = published.get(FILE).text.split('id="journal"')[1]
    assert journal.count("le calendrier") == 1


def test_once_closed_the_desk_changes_nothing_more(app, published):
    with on(28):
        work(app)
        assert published.post(f"{FILE}/textes", TEXTS).status_code == 403
        assert published.post(f"{FILE}/phases/nouvelle", PHASES[0]).status_code == 403
        assert published.post(f"{FILE}/clore", {"reason": "Encore"}).status_code == 409


def test_the_desk_tells_what_comes_next_at_each_step(app, published):
    waiting = []
    for day in (1, 12, 17, 28):
        with on(day):
            work(app)
            page = published.get("/secretariat").text
            waiting.append([word for word in ("ouvre</a>", "Dernier jour", "Synthèse publique") if word in page])
    assert waiting == [
        ["ouvre</a>"],
        ["ouvre</a>", "Dernier jour"],
        ["Dernier jour"],
        ["Synthèse publique"],
    ]


def test_a_session_that_ended_asks_to_sign_in_and_changes_nothing(published, browser, reload):
    answer = browser().post(f"{FILE}/textes", {**TEXTS, "title": "Autre"})
    assert answer.status_code == 401
    assert "/connexion" in answer.text
    assert reload("nos-trains").title == "Nos trains"
