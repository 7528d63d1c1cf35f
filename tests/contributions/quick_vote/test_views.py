"""The pages of the quick vote: read by all, voted on by who may, one form and no script needed."""

import gzip
import re
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from contributions.models import Position, Skip, Vote
from contributions.operations import cast_vote
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user
from tests.query_counting import counted_queries

LONG = "Une phrase qui explique longuement ce que nous demandons à la Région. " * 140


@pytest.fixture
def town(app, store):
    """Return a consultation with three proposals, its author and a voter, committed."""
    consultation, author, voter = make_consultation(), make_user(), make_user()
    store(consultation, author, voter)
    with app.app_context(), database().unit_of_work():
        proposals = [post_proposal(author, consultation, source=f"{number} {LONG}") for number in range(3)]
    return SimpleNamespace(
        consultation=consultation,
        voter=voter,
        author=author,
        proposals=proposals,
        home=f"/consultations/{consultation.slug}/vote-rapide",
    )


def change(app, town, **values: object):
    with app.app_context(), database().unit_of_work():
        consultation = session.get_one(type(town.consultation), town.consultation.id)
        for name, value in values.items():
            setattr(consultation, name, value)


def kept(app, model):
    with app.app_context(), database().unit_of_work(writes=False):
        return session.scalars(select(model)).all()


def shown_on(page: str) -> int:
    """Return the number of the proposal a page asks about."""
    return int(re.search(r"vote-rapide/(\d+)[\"?]", page)[1])


def say(voter, town, proposal: int, **what: str):
    return voter.post(f"{town.home}/{proposal}", what)


# --- visitors -----------------------------------------------------------------------------


def test_a_visitor_reads_a_page_any_cache_may_keep(browser, town):
    answer = browser().get(town.home)
    assert "csrf_token" not in answer.text
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_a_visitor_who_votes_signs_in_and_finds_the_same_proposal(browser, town):
    page = browser().get(town.home).text
    link = re.search(r'vote-for" href="([^"]+)"', page)[1]
    assert browser().get(link).location.startswith("/connexion?suite=")
    after = browser(town.voter).get(link).text
    assert shown_on(after) == shown_on(page)
    assert "Vous aviez choisi «\N{NO-BREAK SPACE}pour\N{NO-BREAK SPACE}»" in after


def test_a_visitor_goes_through_everything_by_links(browser, town):
    seen, page = [], browser().get(town.home).text
    for _ in town.proposals:
        seen.append(shown_on(page))
        page = browser().get(re.search(r'href="(/consultations/[^"]+vote-rapide\?suite=[^"&]+)"', page)[1]).text
    assert sorted(seen) == [one.id for one in town.proposals]
    assert "Vous êtes au bout." in page


def test_an_address_made_by_hand_is_refused(browser, town):
    assert browser().get(f"{town.home}?suite=faux").status_code == 400


# --- voting -------------------------------------------------------------------------------


@pytest.mark.parametrize("position", Position)
def test_a_vote_is_kept_and_leads_to_the_next_one(app, browser, town, position):
    voter = browser(town.voter)
    first = shown_on(voter.get(town.home).text)
    answer = say(voter, town, first, position=position.value)
    assert [(vote.proposal_id, vote.position) for vote in kept(app, Vote)] == [(first, position)]
    assert shown_on(voter.get(answer.location).text) != first


def test_the_next_page_tells_the_last_vote_and_how_to_go_back(browser, town):
    voter = browser(town.voter)
    page = voter.get(say(voter, town, town.proposals[0].id, position="against").location).text
    assert "Vous avez voté contre" in page
    assert town.proposals[0].title in page
    assert "1 vote donné" in page


def test_what_was_just_said_comes_first_with_the_next_title_and_takes_the_focus(browser, town):
    voter = browser(town.voter)
    page = voter.get(say(voter, town, town.proposals[0].id, position="mixed").location).text
    title = re.search(r"<h1[^>]*>(.*?)</h1>", page)[1]
    said = re.search(r'<p class="quick-said" ([^>]*)>(.*?)</p>', page)
    assert 'role="status"' in said[1]
    assert {"autofocus", "data-focus", 'tabindex="-1"'} <= set(said[1].split())
    assert re.sub(r"<[^>]+>", "", said[2]) == f"Voté\u00a0: mitigé. Proposition suivante\u00a0: {title}"
    assert page.index("quick-said") < page.index("<h1")


def test_the_last_vote_of_a_round_is_told_too_and_a_first_page_tells_nothing(browser, town):
    voter = browser(town.voter)
    assert "quick-said" not in voter.get(town.home).text
    for proposal in town.proposals:
        page = voter.get(say(voter, town, proposal.id, position="for").location).text
    said = re.search(r'<p class="quick-said"[^>]*>(.*?)</p>', page)[1]
    assert said == "Voté\u00a0: pour."


def test_going_back_takes_the_vote_away_and_shows_the_proposal_again(app, browser, town):
    voter, first = browser(town.voter), town.proposals[0].id
    say(voter, town, first, position="for")
    answer = voter.post(f"{town.home}/{first}/retour")
    assert kept(app, Vote) == []
    assert shown_on(voter.get(answer.location).text) == first


def test_passing_over_is_kept_and_can_be_undone(app, browser, town):
    voter, first = browser(town.voter), town.proposals[0].id
    page = voter.get(say(voter, town, first, skip="1").location).text
    assert "Vous avez passé" in page
    voter.post(f"{town.home}/{first}/retour")
    assert (kept(app, Skip), kept(app, Vote)) == ([], [])


def test_a_button_that_says_nothing_known_is_refused(app, browser, town):
    assert say(browser(town.voter), town, town.proposals[0].id, position="peut-être").status_code == 422
    assert kept(app, Vote) == []


def test_at_the_end_of_the_round_what_was_passed_over_is_offered_again(browser, town):
    voter = browser(town.voter)
    for proposal in town.proposals[:2]:
        say(voter, town, proposal.id, position="for")
    answer = say(voter, town, town.proposals[2].id, skip="1")
    page = voter.get(answer.location).text
    assert "Revoir la proposition passée" in page
    assert shown_on(voter.get(f"{town.home}?passees=1").text) == town.proposals[2].id


def test_reviewing_what_was_passed_over_goes_on_reviewing(browser, town):
    answer = say(browser(town.voter), town, town.proposals[0].id, skip="1", passees="1")
    assert "passees=1" in answer.location


def test_stopping_tells_what_one_has_done(browser, town):
    voter = browser(town.voter)
    say(voter, town, town.proposals[0].id, position="mixed")
    page = voter.get(f"{town.home}/bilan").text
    assert "Merci\N{NO-BREAK SPACE}: vous avez voté sur 1 proposition." in page
    assert "Encore une" in page
    assert "Il reste 2 propositions" in page


def test_who_has_not_voted_yet_is_told_so(browser, town):
    assert "Vous n’avez pas encore voté" in browser(town.voter).get(f"{town.home}/bilan").text


def test_a_proposal_of_another_consultation_is_not_here(app, browser, store, town):
    other = make_consultation()
    store(other)
    address = f"/consultations/{other.slug}/vote-rapide/{town.proposals[0].id}"
    assert browser(town.voter).get(address).status_code == 404


def test_every_key_shown_on_the_page_presses_something(browser, town):
    voter = browser(town.voter)
    page = voter.get(say(voter, town, town.proposals[0].id, position="for").location).text
    keys = {key for found in re.findall(r'data-key="([^"]+)"', page) for key in found.split()}
    assert keys == {"arrowleft", "p", "m", "arrowright", "c", "s", "r"}
    told = set(re.findall(r"<kbd>(.)</kbd>", page))
    assert told == {"←", "M", "→", "S", "R"}


# --- limits -------------------------------------------------------------------------------


def test_what_remains_is_shown_and_then_the_round_stops(app, browser, town):
    change(app, town, votes_per_person=2)
    voter = browser(town.voter)
    page = voter.get(say(voter, town, town.proposals[0].id, position="for").location).text
    assert "Il vous reste 1 vote sur 2." in page
    page = voter.get(say(voter, town, town.proposals[1].id, position="for").location).text
    assert "Vous avez donné vos 2 votes" in page
    assert "Encore une" not in page


def test_one_vote_too_many_changes_nothing(app, browser, town):
    change(app, town, votes_per_person=1)
    voter = browser(town.voter)
    say(voter, town, town.proposals[0].id, position="for")
    assert say(voter, town, town.proposals[1].id, position="for").status_code == 409
    assert [vote.proposal_id for vote in kept(app, Vote)] == [town.proposals[0].id]


def test_a_closed_vote_says_so_and_leads_to_the_proposals(browser, store):
    consultation = make_consultation(phases=[make_phase(opens=frozenset())])
    store(consultation)
    page = browser().get(f"/consultations/{consultation.slug}/vote-rapide").text
    assert "Cette consultation ne prévoit pas de vote." in page
    assert f"/consultations/{consultation.slug}/propositions" in page


def test_someone_not_confirmed_reads_as_a_visitor(browser, store, town):
    (someone,) = store(make_user(confirmed_at=None))
    page = browser(someone).get(town.home).text
    assert "vote-choice" in page
    assert "csrf_token" not in page.split("</header>")[-1].split("<footer")[0]


# --- what it costs ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [3, 60])
def test_the_page_and_the_gesture_send_at_most_five(app, browser, town, size):
    change(app, town, votes_per_person=50)
    with app.app_context(), database().unit_of_work():
        more = [post_proposal(town.author, town.consultation) for _ in range(size)]
        for proposal in more[: size // 2]:
            cast_vote(town.voter, proposal, Position.FOR, at=NOW)
    voter = browser(town.voter)
    sent = []
    for act in (
        lambda: voter.get(f"{town.home}?dernier={more[0].id}"),
        lambda: say(voter, town, town.proposals[0].id, position="for"),
        lambda: say(voter, town, town.proposals[1].id, skip="1"),
        lambda: voter.post(f"{town.home}/{more[0].id}/retour"),
    ):
        with counted_queries(app) as statements:
            assert act().status_code < 400
        sent.append(len(statements))
    assert max(sent[:3]) <= 5
    assert sent[3] <= 6


def test_the_page_weighs_little_with_the_longest_text(app, browser, town):
    voter = browser(town.voter)
    page = voter.get(town.home)
    links = re.findall(r'(?:src|href)="(/fichiers/[^"]+)"', page.text)
    files = [voter.get(link) for link in links]
    assert len(files) <= 3
    assert sum(len(gzip.compress(one.data)) for one in (page, *files)) <= 60 * 1024
