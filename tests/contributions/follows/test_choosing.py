"""What each person is told, among the news of a batch."""

from datetime import timedelta

import pytest

from consult.consultations.bulletin import Entry
from contributions.follows.choosing import by_consultation, chosen_for, followings, wanted_by
from contributions.follows.models import Follow
from tests.factories import NOW

ME, OTHER = 1, 2
THEN, TOLD = NOW - timedelta(days=3), NOW - timedelta(days=1)


def follow(user_id=ME, consultation_id=10, **values: object):
    values.setdefault("followed_at", THEN)
    return Follow(user_id=user_id, consultation_id=consultation_id, **values)


def news(kind="proposal", number=1, **values: object):
    values.setdefault("at", NOW)
    values.setdefault("consultation_id", 10)
    return Entry(kind=kind, number=number, label="Nouvelle", title="Titre", url="https://site.example/", **values)


def told(follows, *entries: Entry):
    return chosen_for(ME, followings(follows)[ME], TOLD, entries)


PROPOSAL = news(themes=frozenset({5, 4}), author_id=OTHER)
ANSWER = news("argument", 7, proposal_id=30)
PHASE = news("opening", 2)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ({}, [PROPOSAL, PHASE]),
        ({"theme_id": 5}, [PROPOSAL, PHASE]),
        ({"theme_id": 4}, [PROPOSAL, PHASE]),
        ({"theme_id": 6}, [PHASE]),
        ({"proposal_id": 30}, [ANSWER, PHASE]),
        ({"proposal_id": 31}, [PHASE]),
        ({"consultation_id": 11}, []),
    ],
    ids=["consultation", "theme", "theme above", "other theme", "proposal", "other proposal", "elsewhere"],
)
def test_one_is_told_what_concerns_what_one_follows(place, expected):
    assert told([follow(**place)], PROPOSAL, ANSWER, PHASE) == expected


def test_what_concerns_several_follows_is_told_once():
    assert told([follow(), follow(theme_id=5), follow(theme_id=4)], PROPOSAL) == [PROPOSAL]


def test_nobody_is_told_of_their_own_doing():
    assert told([follow()], news(author_id=ME)) == []


def test_what_was_told_is_not_told_again():
    assert told([follow()], news(at=TOLD), news(at=TOLD + timedelta(seconds=1))) == [
        news(at=TOLD + timedelta(seconds=1))
    ]


def test_what_happened_before_one_followed_is_not_told():
    since = follow(followed_at=NOW - timedelta(hours=1))
    assert told([since], news(at=NOW - timedelta(hours=2)), news(at=NOW)) == [news(at=NOW)]


def test_the_earliest_of_two_follows_counts():
    follows = [follow(followed_at=NOW), follow(theme_id=5)]
    assert told(follows, news(at=NOW - timedelta(hours=1), themes=frozenset({5}))) != []


def test_only_what_someone_follows_is_asked_of_the_reporters():
    people = followings([follow(), follow(OTHER, 11, theme_id=5), follow(OTHER, 12, proposal_id=30)])
    wanted = wanted_by(people, THEN, NOW)
    assert (wanted.consultations, wanted.listed) == ({10, 11, 12}, {10, 11})
    assert (wanted.discussed, wanted.since, wanted.until) == ({30}, THEN, NOW)


def test_news_is_grouped_by_consultation_with_a_count_of_what_is_left_out():
    entries = [news(number=number, consultation_id=10 + number % 2) for number in range(1, 6)]
    groups = by_consultation(entries, at_most=2)
    assert [(group.consultation_id, len(group.entries), group.left_out) for group in groups] == [
        (11, 2, 1),
        (10, 2, 0),
    ]
