"""Results the organiser keeps until closing are told nowhere before, to no one; then everywhere."""

import re
from types import SimpleNamespace

import pytest
from sqlalchemy import update

from consult.accounts.models import Role
from consult.consultations.models import Consultation, ConsultationStatus
from consult.kit import jobs
from consult.kit.db import database, session
from contributions.models import Proposal
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

COUNTS = {"votes_for": 4321, "votes_mixed": 1234, "votes_against": 2468, "votes_total": 8023}
PEOPLE = ("visitor", "author", "voter", "moderator", "secretariat", "administrator")
PAGES = (
    "/",
    "/consultations/{slug}",
    "/consultations/{slug}/propositions",
    "/consultations/{slug}/propositions?tri=recentes",
    "/consultations/{slug}/propositions?tri=discutees",
    "/consultations/{slug}/themes/sante",
    "/consultations/{slug}/vote-rapide",
    "/consultations/{slug}/donnees/contributions.csv",
    "/propositions/{id}-{title}",
    "/propositions/{id}/versions",
    "/recherche?q=hameau",
)
OWN_PAGES = ("/mes-contributions", "/mes-contributions/votes", "/consultations/{slug}/vote-rapide/bilan")


@pytest.fixture
def town(app, store):
    """Return a consultation that keeps its results, with one proposal many people voted on, and who may look."""
    consultation = make_consultation(results_hidden=True)
    people = {
        "author": make_user(),
        "voter": make_user(),
        "moderator": make_user(Role.MODERATOR),
        "secretariat": make_user(Role.SECRETARIAT),
        "administrator": make_user(Role.ADMINISTRATOR),
    }
    store(consultation, *people.values())
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(people["author"], consultation, title="Une fibre pour chaque hameau")
        other = post_proposal(people["author"], consultation, title="Un car pour chaque hameau")
    with app.app_context(), database().unit_of_work():
        session.execute(update(Proposal).where(Proposal.id == proposal.id).values(COUNTS))
        # How many people vote in all is no result: it stays told, and must not be taken for one.
        session.execute(update(Proposal).where(Proposal.id == other.id).values(votes_for=10, votes_total=10))
    with app.app_context():
        jobs.run_due()
    numbers = {"slug": consultation.slug, "id": proposal.id, "title": proposal.slug}
    return SimpleNamespace(people={"visitor": None, **people}, numbers=numbers, other=other.id, id=proposal.id)


def close(app, town) -> None:
    with app.app_context(), database().unit_of_work():
        session.execute(update(Consultation).values(status=ConsultationStatus.CLOSED, closed_at=NOW))


def told(text: str) -> set[int]:
    """Return the counts a page tells, however their thousands are parted."""
    digits = re.sub(r"(?<=\d)[\s.,\u00a0\u202f](?=\d{3}(?!\d))", "", text)
    return {count for count in COUNTS.values() if re.search(rf"(?<!\d){count}(?!\d)", digits)}


@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_or_file_tells_them_to_anyone(browser, town, name):
    reader = browser(town.people[name])
    pages = PAGES if name == "visitor" else PAGES + OWN_PAGES
    answers = {page: reader.get(page.format(**town.numbers)) for page in pages}
    assert {page: told(answer.text) for page, answer in answers.items() if told(answer.text)} == {}
    assert {answer.status_code for answer in answers.values()} == {200}


@pytest.mark.parametrize("name", ["visitor", "author", "secretariat"])
@pytest.mark.parametrize("sort", ["soutenues", "moins-votees"])
def test_no_order_tells_them(browser, town, name, sort):
    reader = browser(town.people[name])
    listing = "/consultations/{slug}/propositions".format(**town.numbers)
    asked = reader.get(f"{listing}?tri={sort}")
    assert asked.status_code == 200
    assert "jusque-là, cette liste ne peut pas être rangée selon les votes" in asked.text
    assert told(asked.text) == set()
    for page in (asked.text, reader.get(listing).text):
        assert f'tri={sort}"' not in page


def test_an_old_link_that_sorts_by_votes_gives_the_same_page_whatever_the_votes(app, browser, town):
    listing = "/consultations/{slug}/propositions".format(**town.numbers)
    sorts = ("soutenues", "moins-votees", "soutenues&suite=MTA", "moins-votees&suite=MTA")
    links = [f"{listing}?tri={sort}" for sort in sorts]
    before = [browser().get(link).text for link in links]
    with app.app_context(), database().unit_of_work():
        session.execute(update(Proposal).where(Proposal.id == town.other).values(COUNTS))
        session.execute(update(Proposal).where(Proposal.id == town.id).values(votes_for=10, votes_total=10))
    assert [browser().get(link).text for link in links] == before


def test_an_order_that_never_existed_stays_refused(browser, town):
    listing = "/consultations/{slug}/propositions".format(**town.numbers)
    assert browser().get(f"{listing}?tri=email").status_code == 400


@pytest.mark.parametrize("name", ["voter", "author", "secretariat"])
def test_the_answer_to_the_page_s_script_tells_only_one_s_own_vote(browser, town, name):
    voter, accept = browser(town.people[name]), {"Accept": "application/json"}
    address = f"/propositions/{town.id}/vote"
    cast = voter.post(address, {"position": "for"}, headers=accept).json
    withdrawn = voter.post(f"{address}/retrait", headers=accept).json
    assert cast == {"position": "for", "counts": None, "left": None}
    assert withdrawn == {"position": None, "counts": None, "left": None}


@pytest.mark.parametrize("name", ["visitor", "administrator"])
def test_once_it_is_closed_everyone_reads_them(app, browser, town, name):
    close(app, town)
    reader = browser(town.people[name])
    for page in ("/propositions/{id}-{title}", "/consultations/{slug}/donnees/contributions.csv"):
        assert told(reader.get(page.format(**town.numbers)).text) >= {4321, 1234, 2468}
    listing = "/consultations/{slug}/propositions".format(**town.numbers)
    assert told(reader.get(listing).text) >= {4321, 1234, 2468}
    assert reader.get(f"{listing}?tri=soutenues").status_code == 200


def test_the_author_reads_them_among_their_texts_once_it_is_closed(app, browser, town):
    close(app, town)
    assert told(browser(town.people["author"]).get("/mes-contributions").text) == {8023}
