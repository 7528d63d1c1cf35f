"""A page costs what it shows: the same few queries for ten rows or for hundreds."""

from functools import partial
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from consult.kit.db import database, session
from consult.territories.models import TerritoryLevel
from contributions.models import Position, Proposal
from contributions.operations import cast_vote
from contributions.queries.proposals import Sort, proposals_page
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal
from tests.factories.kept import again
from tests.factories.people import make_user
from tests.factories.territories import make_territory
from tests.query_counting import counted_queries

SIZES = (3, 60)


@pytest.fixture(params=SIZES)
def crowd(request, app):
    """Return a consultation with `size` proposals, the first one argued and commented as many times."""
    return again(app, f"crowd of {request.param}", partial(gather, size=request.param))


def gather(app, size):
    consultation = make_consultation(themes=[make_theme(name) for name in ("Santé", "Culture", "École")])
    people = [make_user() for _ in range(6)]
    with app.app_context(), database().unit_of_work():
        session.add_all([consultation, *people, make_territory("Cher", TerritoryLevel.DEPARTMENT, code="18")])
        session.flush()
        proposals = [post_proposal(people[0], consultation) for _ in range(size)]
        for number in range(size):
            author = people[number % 5]
            post_argument(author, proposals[0], (Position.FOR, Position.AGAINST)[number % 2])
            post_comment(author, proposals[0])
        cast_vote(people[1], proposals[0], Position.FOR, at=NOW)
    return SimpleNamespace(consultation=consultation, people=people, first=proposals[0])


def queries(app, act) -> int:
    """Return how many statements an act sends, the second time: the first one fills what a process keeps."""
    act()
    with counted_queries(app) as sent:
        assert act().status_code < 400
    return len(sent)


@pytest.mark.parametrize("signed_in", [True, False])
@pytest.mark.parametrize("sort", ["hasard", "soutenues"])
def test_a_list_sends_at_most_four(app, browser, crowd, sort, signed_in):
    reader = browser(crowd.people[1] if signed_in else None)
    theme = crowd.consultation.themes[0].slug
    address = f"/consultations/{crowd.consultation.slug}/propositions?tri={sort}&theme={theme}&territoire=18"
    assert queries(app, lambda: reader.get(address)) <= 4


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_proposal_with_its_comments_sends_at_most_six(app, browser, crowd, signed_in):
    reader = browser(crowd.people[1] if signed_in else None)
    assert queries(app, lambda: reader.get(f"/propositions/{crowd.first.id}-{crowd.first.slug}")) <= 6


def test_a_vote_sends_at_most_five(app, browser, crowd):
    voter, position = browser(crowd.people[2]), iter(["for", "against"])
    address = f"/propositions/{crowd.first.id}/vote"
    assert queries(app, lambda: voter.post(address, {"position": next(position)})) <= 5


def test_an_argument_and_its_follow_send_at_most_seven(app, browser, crowd):
    author, number = browser(crowd.people[5]), iter(range(2))
    address = f"/propositions/{crowd.first.id}/arguments"
    words = {"position": "for", "source": "Une raison, et c’est la n° "}
    assert queries(app, lambda: author.post(address, words | {"source": f"{words['source']}{next(number)}"})) <= 7


def test_a_comment_sends_at_most_six(app, browser, crowd):
    author, number = browser(crowd.people[5]), iter(range(2))
    address = f"/propositions/{crowd.first.id}/commentaires"
    assert queries(app, lambda: author.post(address, {"source": f"Remarque {next(number)}"})) <= 6


@pytest.mark.parametrize("named", ["", "Loiret", "Tours"])
def test_a_post_and_its_follow_send_at_most_seven(app, browser, crowd, store, named):
    department, _commune = store(make_territory("Loiret", TerritoryLevel.DEPARTMENT), make_territory("Tours"))
    author = browser(crowd.people[4])
    place = {
        "territory_id": department.id if named == "Loiret" else 0,
        "commune": named if named == "Tours" else "",
    }
    address = f"/consultations/{crowd.consultation.slug}/proposer"

    def post():
        draft = draft_for(crowd.consultation)
        return author.post(address, vars(draft) | place)

    assert queries(app, post) <= 7


def test_my_contributions_send_the_same_few_whatever_their_number(app, browser, crowd):
    assert queries(app, lambda: browser(crowd.people[0]).get("/mes-contributions")) <= 8


def test_every_page_of_a_random_list_shows_each_proposal_once(app, crowd):
    seen: list[int] = []
    cursor: str | None = ""
    with app.app_context(), database().unit_of_work(writes=False):
        consultation = session.get_one(type(crowd.consultation), crowd.consultation.id)
        everything = session.scalars(select(Proposal.id)).all()
        while cursor is not None:
            page = proposals_page(consultation, Sort.RANDOM, start=2**30, cursor=cursor, size=7)
            seen += [row.id for row in page.items]
            cursor = page.following
    assert sorted(seen) == sorted(everything)
