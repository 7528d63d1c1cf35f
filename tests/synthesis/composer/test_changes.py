"""Which topic of a new computation takes a change made on a former one."""

import pytest

from synthesis.composer.changes import Anchor, matching

TEN = tuple(f"P{number}" for number in range(1, 11))


def found(anchor, *topics: tuple[str, tuple[str, ...]]):
    index = matching(anchor, topics)
    return None if index is None else topics[index][0]


def test_a_topic_is_found_again_by_what_it_gathers_not_by_its_number():
    assert found(Anchor("T1", "école", TEN), ("T1", ("P90", "P91")), ("T2", TEN[:8])) == "T2"


def test_of_two_topics_that_share_texts_the_one_that_shares_most_is_taken():
    assert found(Anchor("T9", "", TEN), ("T1", TEN[:6]), ("T2", TEN[:7])) == "T2"


@pytest.mark.parametrize(("shared", "taken"), [(10, "T2"), (5, "T2"), (4, None)])
def test_half_of_the_texts_make_the_same_topic_less_do_not(shared, taken):
    assert found(Anchor("T9", "", TEN), ("T2", TEN[:shared])) == taken


@pytest.mark.parametrize(("shared", "taken"), [(4, "T1"), (2, "T1"), (1, None), (0, None)])
def test_under_its_own_number_a_fifth_is_enough(shared, taken):
    assert found(Anchor("T1", "", TEN), ("T1", TEN[:shared])) == taken


def test_a_likely_topic_goes_before_the_same_number():
    assert found(Anchor("T1", "", TEN), ("T1", TEN[:4]), ("T2", TEN[:6])) == "T2"


def test_of_two_equally_like_the_same_number_then_the_first_is_taken():
    assert found(Anchor("T2", "", TEN), ("T1", TEN), ("T2", TEN)) == "T2"
    assert found(Anchor("T9", "", TEN), ("T1", TEN), ("T2", TEN)) == "T1"


def test_texts_that_came_since_do_not_hide_a_topic_until_they_are_most_of_it():
    more = tuple(f"A{number}" for number in range(1, 12))
    assert found(Anchor("T9", "", TEN), ("T1", (*TEN, *more[:10]))) == "T1"
    assert found(Anchor("T9", "", TEN), ("T1", (*TEN, *more))) is None


def test_nothing_is_found_where_there_is_nothing():
    assert found(Anchor("T1", "", TEN)) is None
    assert found(Anchor(), ("T1", ())) is None
