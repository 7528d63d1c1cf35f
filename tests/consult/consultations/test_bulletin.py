"""What a consultation tells of itself: its phases, and what came of it."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from consult.consultations import bulletin
from consult.consultations.bulletin import Entry, Wanted, news_of
from consult.consultations.models import ConsultationStatus, ResultKind
from consult.consultations.operations import hide_result, show_result
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)


@pytest.fixture
def held(unit):
    """Return a public consultation of one phase of thirty days, in the open unit of work."""
    phase = make_phase(opens_at=NOW - 10 * DAY, closes_at=NOW + 20 * DAY)
    consultation = make_consultation(published_at=NOW - 15 * DAY, phases=[phase])
    unit.add(consultation)
    unit.flush()
    return consultation


def told(consultation, until=NOW, since=None, **values: object):
    wanted = Wanted(frozenset({consultation.id}), until, since, **values)
    return [(entry.kind, entry.at) for entry in news_of(wanted)]


def test_a_phase_is_told_when_it_opens(held):
    assert told(held) == [("opening", NOW - 10 * DAY)]
    assert told(held, until=NOW - 11 * DAY) == []


def test_a_phase_warns_two_days_before_it_closes(held):
    assert told(held, until=NOW + 18 * DAY, since=NOW) == [("closing_soon", NOW + 18 * DAY)]


def test_a_warning_says_until_when_in_the_reader_s_language(held):
    (warning,) = news_of(Wanted(frozenset({held.id}), NOW + 18 * DAY, NOW))
    assert str(warning.title) == "Contribuer, jusqu’au 21 octobre 2026, 11:00"
    with force_locale("en"):
        assert "until" in str(warning.title)


def test_whoever_is_told_late_is_not_warned_of_what_is_already_closed(held):
    assert told(held, until=NOW + 21 * DAY, since=NOW) == [("closing", NOW + 20 * DAY)]


def test_a_phase_of_a_few_days_does_not_warn(held):
    held.phases[0].closes_at = NOW - 7 * DAY
    assert [kind for kind, _ in told(held, until=NOW - 8 * DAY)] == ["opening"]


def test_what_is_asked_since_is_what_is_told(held):
    assert told(held, since=NOW - 10 * DAY) == []
    assert told(held, since=NOW - 10 * DAY - timedelta(seconds=1)) == [("opening", NOW - 10 * DAY)]


def test_a_phase_that_had_begun_is_told_when_the_consultation_becomes_public(held):
    held.published_at = NOW - 3 * DAY
    assert told(held) == [("opening", NOW - 3 * DAY)]


def test_a_consultation_closed_early_closes_its_phases_then_and_opens_no_other(unit, held):
    held.phases.append(make_phase(opens_at=NOW + 20 * DAY, closes_at=NOW + 30 * DAY))
    held.status, held.closed_at = ConsultationStatus.CLOSED, NOW
    unit.flush()
    assert told(held, until=NOW + 40 * DAY) == [("closing", NOW), ("opening", NOW - 10 * DAY)]


def test_a_draft_tells_nothing(unit, held):
    held.status = ConsultationStatus.DRAFT
    unit.flush()
    assert told(held) == []


@pytest.mark.parametrize("kind", ResultKind)
def test_what_came_of_it_is_told_with_its_address(held, kind):
    show_result(held.id, kind, "/avis/4", at=NOW)
    (entry,) = news_of(Wanted(frozenset({held.id}), NOW, NOW - DAY))
    assert (entry.kind, entry.at, entry.url) == (kind, NOW, "http://localhost/avis/4")
    assert entry.title == held.title


def test_a_result_that_is_no_longer_public_is_not_told(held):
    show_result(held.id, ResultKind.OPINION, "/avis/4", at=NOW)
    hide_result(held.id, "/avis/4")
    assert told(held, since=NOW - DAY) == []


def test_news_comes_newest_first_and_no_more_than_asked(held):
    show_result(held.id, ResultKind.SYNTHESIS, "/syntheses/1", at=NOW)
    assert [kind for kind, _ in told(held)] == ["synthesis", "opening"]
    assert [kind for kind, _ in told(held, newest=1)] == ["synthesis"]


def test_a_later_room_tells_its_own_news_in_its_turn(app, held):
    entry = Entry("sitting", 7, NOW, held.id, "Une séance est prévue", "Séance", "http://localhost/seances/7")
    bulletin.reporters.add(app, lambda _wanted: [entry])
    assert told(held)[0] == ("sitting", NOW)
    assert (entry.key, entry.updated_at) == ("sitting/7", NOW)
