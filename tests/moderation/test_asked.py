"""What an address may ask of a list."""

from datetime import timedelta

import pytest

from consult.kit.errors import BadRequest
from contributions.models import Kind
from moderation.asked import asked_year, queue_filter, register_filter
from moderation.models import FlagReason, Verdict
from moderation.queries.decisions import Contested, Means, RegisterFilter
from moderation.queries.queue import QueueFilter
from tests.factories import NOW


def test_nothing_asked_is_everything():
    assert register_filter({}) == RegisterFilter()
    assert queue_filter({"jours": "", "motif": ""}, NOW) == QueueFilter()


def test_each_word_of_the_address_narrows_the_register():
    asked = {"consultation": "3", "decision": "hide", "motif": "insult", "genre": "comment", "annee": "2026"}
    assert register_filter(asked) == RegisterFilter(3, Verdict.HIDE, FlagReason.INSULT, Kind.COMMENT, 2026)
    asked = {"theme": "4", "recours": "accepte", "par": "automatique"}
    assert register_filter(asked) == RegisterFilter(
        theme_id=4, contested=Contested.REVERSED, means=Means.AUTOMATIC
    )


def test_days_of_waiting_are_counted_back_from_now():
    assert queue_filter({"jours": "3", "theme": "4"}, NOW) == QueueFilter(
        theme_id=4, before=NOW - timedelta(days=3)
    )


def test_a_very_long_wait_is_no_error():
    assert queue_filter({"jours": "999999999"}, NOW).before == NOW - timedelta(days=3650)


@pytest.mark.parametrize("year", ["1", "99999", "abcd", "２０２６x", "-5"])
def test_a_year_that_no_calendar_holds_is_refused(year):
    with pytest.raises(BadRequest):
        asked_year({"annee": year})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("decision", "burn"),
        ("motif", "x"),
        ("genre", "poem"),
        ("recours", "x"),
        ("par", "1"),
        ("consultation", "1e3"),
    ],
)
def test_a_value_that_does_not_exist_is_refused(name, value):
    with pytest.raises(BadRequest):
        register_filter({name: value})
