"""Everyone finds their own words and votes again: filtered, page by page, with what each became."""

import re
from types import SimpleNamespace

import pytest

from consult.accounts.models import User
from consult.kit.db import database, session
from contributions import drafts, operations
from contributions.models import Comment, Contribution, Kind, Position, Proposal, Status
from contributions.queries.own import STATUSES, Sought, Stand, texts_page, votes_page
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal
from tests.factories.people import make_user
from tests.query_counting import counted_queries


@pytest.fixture
def shelf(scene):
    """Return the scene where the author wrote one text of each kind, and proposals in several states."""
    scene.public = post_proposal(scene.author, scene.consultation)
    scene.hidden = post_proposal(scene.author, scene.consultation)
    change_status(scene.hidden, Status.HIDDEN, None, at=NOW)
    scene.waiting = post_proposal(scene.author, scene.consultation)
    change_status(scene.waiting, Status.PENDING, None, at=NOW)
    scene.draft = drafts.save_draft(scene.author, scene.consultation, draft_for(scene.consultation), at=NOW)
    scene.argument = post_argument(scene.author, scene.public)
    scene.comment = post_comment(scene.author, scene.public)
    scene.theirs = post_proposal(scene.voter, scene.consultation)
    return scene


def found(shelf, **sought: object) -> list[int]:
    return [one.id for one in texts_page(shelf.author, Sought(**sought)).page.items]


def test_someone_finds_all_they_wrote_and_nothing_else_the_latest_first(shelf):
    own = [shelf.comment, shelf.argument, shelf.draft, shelf.waiting, shelf.hidden, shelf.public]
    assert found(shelf) == [one.id for one in own]


@pytest.mark.parametrize(
    ("sought", "names"),
    [
        ({"kind": Kind.ARGUMENT}, ["argument"]),
        ({"kind": Kind.COMMENT}, ["comment"]),
        ({"kind": Kind.SOURCE}, []),
        ({"stand": Stand.DRAFT}, ["draft"]),
        ({"stand": Stand.WAITING}, ["waiting"]),
        ({"stand": Stand.GONE}, ["hidden"]),
        ({"kind": Kind.PROPOSAL, "stand": Stand.PUBLIC}, ["public"]),
        ({"kind": Kind.ARGUMENT, "stand": Stand.GONE}, []),
    ],
)
def test_texts_are_filtered_by_what_they_are_and_where_they_stand(shelf, sought, names):
    assert found(shelf, **sought) == [getattr(shelf, name).id for name in names]


def test_every_status_is_found_under_one_word():
    assert sorted(status for statuses in STATUSES.values() for status in statuses) == sorted(Status)


def test_pages_follow_one_another_without_repeating(shelf):
    seen, cursor = [], ""
    while cursor is not None:
        page = texts_page(shelf.author, Sought(), cursor=cursor, size=2).page
        seen += [one.id for one in page.items]
        cursor = page.following
    assert seen == found(shelf)


def test_votes_are_found_the_latest_first_and_a_withheld_title_is_not_told(shelf):
    for proposal, position in ((shelf.theirs, Position.FOR), (shelf.hidden, Position.AGAINST)):
        operations.cast_vote(shelf.voter, proposal, position, at=NOW)
    first, second = votes_page(shelf.voter).items
    assert (first.proposal_id, first.position, first.is_published) == (shelf.hidden.id, Position.AGAINST, False)
    assert (second.title, second.is_published) == (shelf.theirs.title, True)


# --- pages --------------------------------------------------------------------------------


@pytest.fixture
def town(app, store):
    """Return an author with a proposal, an argument and a comment that was answered, committed."""
    consultation, author, neighbour = make_consultation(), make_user(), make_user()
    store(consultation, author, neighbour)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation, title="Une fibre pour chaque hameau")
        argument = post_argument(author, proposal)
        comment = post_comment(author, proposal)
        post_comment(neighbour, proposal, parent=comment)
    return SimpleNamespace(**locals())


def test_the_page_counts_each_choice_and_marks_the_one_made(browser, town):
    page = browser(town.author).get("/mes-contributions?nature=arguments").text
    choices = re.findall(r'<a href="/mes-contributions[^"]*"( aria-current="true")?>([^<]+ \(\d+\))<', page)
    assert [label for made, label in choices if made] == ["Arguments (1)", "Tous les états (1)"]
    assert [label for made, label in choices if not made] == [
        "Tout (3)",
        "Propositions (1)",
        "Commentaires (1)",
        "Publiées (1)",
    ]
    assert "Une fibre pour chaque hameau</a>" not in page
    assert "Sous la proposition\N{NO-BREAK SPACE}: Une fibre pour chaque hameau" in page


def test_a_choice_that_finds_nothing_leads_back_to_everything(browser, town):
    page = browser(town.author).get("/mes-contributions?nature=sources").text
    assert "Rien de tel parmi vos contributions." in page
    assert "Tout afficher" in page


def test_a_word_the_page_does_not_know_shows_everything(browser, town):
    page = browser(town.author).get("/mes-contributions?nature=poemes&etat=perdus").text
    assert page.count('<li class="letter">') == 3


def test_what_people_answered_is_told_with_the_way_to_it(browser, town):
    page = browser(town.author).get("/mes-contributions").text
    assert "1 argument, 2 commentaires" in page
    assert "1 réponse" in page
    assert f'href="/contributions/{town.comment.id}"' in page


def test_a_text_taken_back_tells_its_author_the_reason_they_gave(app, browser, town):
    with app.app_context(), database().unit_of_work():
        for text in (town.argument, town.proposal):
            one = session.get_one(Contribution, text.id)
            operations.withdraw(session.get_one(User, town.author.id), one, "changed_mind", at=NOW)
    page = browser(town.author).get("/mes-contributions").text.replace("\N{NO-BREAK SPACE}", " ")
    assert page.count("Vous avez retiré ce texte") == 2
    assert page.count("Votre raison : « J’ai changé d’avis ».") == 2


def test_what_is_still_to_come_closes_the_life_of_a_public_text(browser, town):
    page = browser(town.author).get("/mes-contributions?nature=propositions").text
    ahead = re.findall(r'<li class="chain-ahead">\s*<p class="chain-label"><strong>([^<]+)</strong>', page)
    assert ahead == ["La synthèse", "L’avis du conseil", "La réponse de la Région"]


def test_an_empty_list_of_votes_says_what_will_be_there(browser, town):
    assert "Vous n’avez pas encore voté." in browser(town.author).get("/mes-contributions/votes").text


def test_someone_sees_their_own_votes_and_no_total(app, browser, town):
    with app.app_context(), database().unit_of_work():
        for voter in (town.author, town.neighbour):
            operations.cast_vote(voter, session.get_one(Proposal, town.proposal.id), Position.MIXED, at=NOW)
    page = browser(town.neighbour).get("/mes-contributions/votes").text
    assert "Mitigé" in page
    assert f"/propositions/{town.proposal.id}-{town.proposal.slug}#vote" in page
    assert "2 votes" not in page


@pytest.mark.parametrize("size", [1, 30])
def test_the_pages_cost_the_same_few_queries_whatever_was_written(app, browser, town, size):
    with app.app_context(), database().unit_of_work():
        proposal = session.get_one(Proposal, town.proposal.id)
        for _ in range(size):
            post_argument(town.author, proposal)
            post_comment(town.author, proposal, parent=session.get_one(Comment, town.comment.id))
            operations.cast_vote(
                town.author, post_proposal(town.neighbour, proposal.consultation), Position.FOR, at=NOW
            )
    reader, ceilings = browser(town.author), {"/mes-contributions": 6, "/mes-contributions/votes": 2}
    for address, ceiling in ceilings.items():
        reader.get(address)
        with counted_queries(app) as sent:
            reader.get(address)
        assert len(sent) <= ceiling
