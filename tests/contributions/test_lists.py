"""Lists come in the order asked for, page after page, without losing or repeating a row."""

from datetime import timedelta

import pytest

from consult.accounts.models import Visitor
from consult.kit.errors import BadRequest
from contributions.models import Status
from contributions.queries.proposals import Sort, proposals_page, start_for
from tests.factories import NOW
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user


@pytest.fixture
def seven(scene):
    """Return a scene with seven proposals whose counters and dates all differ, two of them equal."""
    scene.proposals = [post_proposal(scene.author, scene.consultation) for _ in range(7)]
    for number, one in enumerate(scene.proposals):
        one.votes_for = one.votes_total = (3, 9, 1, 9, 0, 5, 2)[number]
        one.discussion = (0, 1, 4, 4, 2, 8, 3)[number]
        one.published_at = NOW - timedelta(hours=(5, 1, 4, 2, 7, 6, 3)[number])
        one.draw = (50, 10, 70, 20, 60, 40, 30)[number]
    scene.session.flush()
    scene.first = scene.proposals[0].id
    return scene


def ranks(scene, sort: Sort, size: int, **options: object) -> list[int]:
    """Return the places of the proposals, from 0, read page after page."""
    found: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        page = proposals_page(scene.consultation, sort, cursor=cursor, size=size, **options)
        found += [row.id - scene.first for row in page.items]
        cursor = page.following
    return found


ORDERS = {
    Sort.RECENT: [1, 3, 6, 2, 0, 5, 4],
    Sort.SUPPORTED: [3, 1, 5, 0, 6, 2, 4],
    Sort.DISCUSSED: [5, 3, 2, 6, 4, 1, 0],
    Sort.LEAST_VOTED: [4, 2, 6, 0, 5, 1, 3],
}


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 20])
@pytest.mark.parametrize("sort", ORDERS)
def test_each_order_holds_across_pages_of_any_size(seven, sort, size):
    assert ranks(seven, sort, size) == ORDERS[sort]


@pytest.mark.parametrize("size", [1, 3, 7, 20])
@pytest.mark.parametrize(
    ("start", "order"),
    [
        (0, [1, 3, 6, 5, 0, 4, 2]),
        (35, [5, 0, 4, 2, 1, 3, 6]),
        (70, [2, 1, 3, 6, 5, 0, 4]),
        (71, [1, 3, 6, 5, 0, 4, 2]),
    ],
)
def test_a_random_list_walks_the_whole_circle_from_where_it_starts(seven, start, order, size):
    assert ranks(seven, Sort.RANDOM, size, start=start) == order


def test_the_pages_of_a_random_list_go_on_from_the_same_draw(seven):
    first = proposals_page(seven.consultation, Sort.RANDOM, start=35, size=3)
    second = proposals_page(seven.consultation, Sort.RANDOM, start=0, cursor=first.following, size=3)
    assert [row.id - seven.first for row in second.items] == [2, 1, 3]


def test_a_theme_lists_only_its_own(seven):
    moved = seven.proposals[2]
    moved.theme_id = seven.consultation.themes[1].id
    seven.session.flush()
    page = proposals_page(seven.consultation, Sort.RECENT, theme=seven.consultation.themes[1])
    assert [row.id for row in page.items] == [moved.id]


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.PUBLISHED}))
def test_only_what_is_published_is_listed(seven, status):
    seven.proposals[4].status = status
    seven.session.flush()
    assert 4 not in ranks(seven, Sort.RECENT, 20)


@pytest.mark.parametrize("sort", [Sort.RECENT, Sort.SUPPORTED, Sort.DISCUSSED, Sort.LEAST_VOTED, Sort.RANDOM])
@pytest.mark.parametrize("cursor", ["n’importe quoi", "WzFd", "eyJhIjogMX0", "W1tdLFtdXQ"])
def test_a_cursor_that_is_not_of_this_list_is_refused(seven, sort, cursor):
    with pytest.raises(BadRequest):
        proposals_page(seven.consultation, sort, cursor=cursor)


def test_a_row_says_who_where_when_and_how_it_is_received(seven):
    row = proposals_page(seven.consultation, Sort.RECENT).items[0]
    assert row.author == seven.author.display_name
    assert row.theme == "Santé"
    assert row.votes == (9, 0, 0)
    assert row.imported is None
    assert row.published_at == NOW - timedelta(hours=1)


def test_a_row_of_someone_who_left_has_no_name(seven):
    seven.proposals[1].author_id = None
    seven.session.flush()
    assert proposals_page(seven.consultation, Sort.RECENT).items[0].author is None


def test_hidden_results_are_absent_from_the_rows(seven):
    seven.consultation.results_hidden = True
    seven.session.flush()
    assert {row.votes for row in proposals_page(seven.consultation, Sort.RECENT).items} == {None}


def test_an_empty_list_is_a_first_and_last_page(scene):
    page = proposals_page(scene.consultation, Sort.RECENT)
    assert (page.items, page.following, page.is_first) == ([], None, True)


def test_someone_signed_in_always_starts_at_the_same_place(scene):
    early = start_for(scene.author, scene.consultation, NOW)
    assert start_for(scene.author, scene.consultation, NOW + timedelta(days=3)) == early


def test_two_people_start_at_different_places(scene):
    starts = {start_for(person, scene.consultation, NOW) for person in (scene.author, scene.voter)}
    assert len(starts) == 2


def test_all_visitors_share_one_draw_for_ten_minutes(scene):
    starts = {start_for(Visitor(), scene.consultation, NOW + timedelta(minutes=one)) for one in range(10)}
    assert len(starts) == 1
    assert start_for(Visitor(), scene.consultation, NOW + timedelta(minutes=10)) not in starts


def test_visitors_start_elsewhere_in_another_consultation(scene):
    other = type(scene.consultation)(id=scene.consultation.id + 1)
    assert start_for(Visitor(), other, NOW) != start_for(Visitor(), scene.consultation, NOW)


def test_newcomers_never_move_what_was_already_read(seven):
    first = proposals_page(seven.consultation, Sort.RECENT, size=3)
    seven.session.add(newcomer := make_user())
    seven.session.flush()
    post_proposal(newcomer, seven.consultation)
    second = proposals_page(seven.consultation, Sort.RECENT, cursor=first.following, size=3)
    assert [row.id - seven.first for row in second.items] == [2, 0, 5]
