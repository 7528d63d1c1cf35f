"""Whoever sends too many texts waits a little, and loses nothing; the same words lead to the first ones."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from consult.kit import clock
from consult.kit.db import database, session
from consult.kit.errors import Invalid
from contributions.models import Contribution, Kind, Position, Proposal, Status
from contributions.pace import AT_MOST, FEW, RANGE, check_pace
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_argument, post_proposal
from tests.factories.people import make_user


@pytest.fixture
def square(app, store):
    """Return a proposal, its author and a neighbour, committed."""
    consultation, author, neighbour = make_consultation(), make_user(), make_user()
    store(consultation, author, neighbour)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
    return SimpleNamespace(author=author, neighbour=neighbour, id=proposal.id)


def post_many(app, square, number: int) -> None:
    with app.app_context(), database().unit_of_work():
        proposal = session.get_one(Proposal, square.id)
        for _ in range(number):
            post_argument(square.neighbour, proposal)


def posted(app, kind: Kind, *statuses: Status) -> int:
    kept = Contribution.status.in_(statuses or tuple(Status))
    with app.app_context(), database().unit_of_work(writes=False):
        return session.scalar(select(func.count(Contribution.id)).where(Contribution.kind == kind, kept))


GESTURES = {
    "arguments": {"position": "for", "source": "Une raison de plus, longuement pesée."},
    "commentaires": {"source": "Une remarque de plus, longuement pesée."},
    "sources": {
        "link": "https://exemple.fr/etude",
        "label": "Une étude longuement pesée.",
        "category": "study",
        "source": "",
    },
}


@pytest.mark.parametrize("gesture", GESTURES)
def test_one_text_too_many_waits_with_every_word_kept(app, browser, square, gesture):
    post_many(app, square, AT_MOST)
    answer = browser(square.neighbour).post(f"/propositions/{square.id}/{gesture}", GESTURES[gesture])
    assert answer.status_code == 422
    assert "Attendez quelques minutes, puis renvoyez ce texte" in answer.text
    assert "longuement pesée." in answer.text
    assert posted(app, Kind.ARGUMENT) == AT_MOST


@pytest.mark.parametrize("gesture", GESTURES)
def test_up_to_there_nobody_notices(app, browser, square, gesture):
    post_many(app, square, AT_MOST - 1)
    assert (
        browser(square.neighbour).post(f"/propositions/{square.id}/{gesture}", GESTURES[gesture]).status_code
        == 302
    )


def test_an_answer_to_a_comment_waits_too(app, browser, square):
    mine = browser(square.neighbour)
    mine.post(f"/propositions/{square.id}/commentaires", {"source": "Le premier."})
    post_many(app, square, AT_MOST)
    with app.app_context(), database().unit_of_work(writes=False):
        comment = session.scalars(select(Contribution.id).where(Contribution.kind == Kind.COMMENT)).one()
    assert mine.post(f"/commentaires/{comment}/reponses", {"source": "Le second."}).status_code == 422


@pytest.fixture
def proposing(app, square):
    """Return the address of the form, and what is typed in it."""
    with app.app_context(), database().unit_of_work(writes=False):
        consultation = session.get_one(Proposal, square.id).consultation
        words = {"title": "Une salle pour tous", "source": "Chauffée, longuement pesée.", "key": "k1"}
        return f"/consultations/{consultation.slug}/proposer", {**words, "theme_id": consultation.themes[0].id}


def test_one_proposal_too_many_waits_as_a_draft(app, browser, square, proposing):
    mine, (address, words) = browser(square.neighbour), proposing
    post_many(app, square, AT_MOST)
    page = mine.post(address, words, follow_redirects=True).text
    assert "Attendez quelques minutes avant de publier" in page
    assert words["source"] in page
    with app.app_context(), database().unit_of_work(writes=False):
        kept = session.scalars(select(Proposal).where(Proposal.author_id == square.neighbour.id)).one()
    assert (kept.status, kept.title) == (Status.DRAFT, words["title"])


def test_a_draft_sent_too_soon_stays_one_and_goes_later(app, browser, square, proposing):
    mine, (address, words) = browser(square.neighbour), proposing
    resume = mine.post(address, {**words, "draft": "1"}).location
    post_many(app, square, AT_MOST)
    assert mine.post(resume, words).location == resume
    assert posted(app, Kind.PROPOSAL, Status.PUBLISHED) == 1
    with clock.set_to(NOW + timedelta(minutes=11)):
        mine.post(resume, words)
    assert posted(app, Kind.PROPOSAL, Status.PUBLISHED) == 2


def test_drafts_kept_while_typing_do_not_make_one_wait(app, browser, square, proposing):
    mine, (address, words) = browser(square.neighbour), proposing
    for number in range(AT_MOST - 1):
        mine.post(address.replace("proposer", "brouillon"), {**words, "key": f"d{number}"})
    assert mine.post(address, words).status_code == 302
    assert posted(app, Kind.PROPOSAL, Status.PUBLISHED) == 2


def test_others_do_not_wait_for_whoever_writes_much(app, browser, square):
    post_many(app, square, AT_MOST)
    answer = browser(square.author).post(f"/propositions/{square.id}/arguments", GESTURES["arguments"])
    assert answer.status_code == 302


def test_after_ten_minutes_one_writes_again(app, browser, square):
    post_many(app, square, AT_MOST)
    with clock.set_to(NOW + timedelta(minutes=11)):
        answer = browser(square.neighbour).post(f"/propositions/{square.id}/arguments", GESTURES["arguments"])
    assert answer.status_code == 302


# --- ranges of addresses ------------------------------------------------------------------


def test_many_accounts_of_one_range_wait_together_and_other_ranges_do_not(unit):
    for _ in range(RANGE.at_most):
        check_pace(FEW, "192.0.2.7", at=NOW)
    with pytest.raises(Invalid):
        check_pace(FEW, "192.0.2.200", at=NOW)
    check_pace(FEW, "198.51.100.7", at=NOW)


def test_whoever_has_sent_one_text_does_not_wait_for_their_neighbours(unit):
    for _ in range(RANGE.at_most):
        check_pace(FEW, "192.0.2.7", at=NOW)
    check_pace(FEW - 1, "192.0.2.7", at=NOW)


# --- the same words again -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("again", "later"), [("Et le samedi ?", timedelta(seconds=20)), ("  et le   SAMEDI ? ", timedelta(hours=1))]
)
def test_the_same_words_posted_again_lead_to_the_first_ones(app, browser, square, again, later):
    mine, address = browser(square.neighbour), f"/propositions/{square.id}/commentaires"
    first = mine.post(address, {"source": "Et le samedi ?"}).location
    with clock.set_to(NOW + later):
        answer = mine.post(address, {"source": again}, follow_redirects=False)
        assert answer.location == first
        page = mine.get(answer.location, follow_redirects=True).text
    assert "Vous aviez déjà envoyé ce texte le 1er octobre 2026" in page
    assert posted(app, Kind.COMMENT) == 1


def test_a_button_pressed_twice_is_thanked_once_more(app, browser, square):
    mine, address = browser(square.neighbour), f"/propositions/{square.id}/commentaires"
    for _ in range(2):
        page = mine.get(mine.post(address, {"source": "Et le samedi ?"}).location, follow_redirects=True).text
        assert "Votre commentaire est publié." in page
    assert posted(app, Kind.COMMENT) == 1


def test_someone_else_may_say_the_same(app, browser, square):
    for who in (square.neighbour, square.author):
        browser(who).post(f"/propositions/{square.id}/commentaires", {"source": "Tout à fait."})
    assert posted(app, Kind.COMMENT) == 2


def test_the_same_words_may_be_for_and_against(app, browser, square):
    for side in (Position.FOR, Position.AGAINST):
        words = {"position": side.value, "source": "Cela coûte."}
        browser(square.neighbour).post(f"/propositions/{square.id}/arguments", words)
    assert posted(app, Kind.ARGUMENT) == 2
