"""What a consultation owes before it may be public."""

from datetime import UTC, date, datetime, timedelta

import pytest

from consult.consultations.models import Action
from consult.consultations.readiness import is_short, what_is_missing
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase

DAY = timedelta(days=1)


def missing_fields(**values: object):
    consultation = make_consultation(published_at=None, **values)
    return [missing.field for missing in what_is_missing(consultation, NOW)]


def test_a_complete_consultation_owes_nothing():
    assert missing_fields() == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"question": ""}, "question"),
        ({"organiser": ""}, "organiser"),
        ({"modalities_source": ""}, "modalities"),
        ({"synthesis_due_on": None}, "synthesis_due_on"),
        ({"synthesis_due_on": date(2026, 10, 20)}, "synthesis_due_on"),
        ({"themes": []}, "title"),
        ({"phases": []}, "opens"),
        ({"phases": [make_phase(opens=frozenset({Action.READ}))]}, "opens"),
        ({"phases": [make_phase(closes_at=NOW + 5 * DAY)]}, "short_reason"),
    ],
)
def test_each_thing_owed_is_named_by_its_field(app, values, field):
    with app.app_context():
        assert missing_fields(**values) == [field]


def test_a_consultation_already_over_cannot_open(app):
    over = make_phase(opens_at=NOW - 30 * DAY, closes_at=NOW - DAY)
    with app.app_context():
        assert missing_fields(phases=[over]) == ["closes_at", "short_reason"]


def test_a_reason_makes_a_short_consultation_possible():
    phases = [make_phase(closes_at=NOW + 5 * DAY)]
    assert missing_fields(phases=phases, short_reason="La loi nous donne un mois.") == []


def test_without_proposals_no_theme_is_needed():
    phases = [make_phase(opens=frozenset({Action.VOTE}))]
    assert missing_fields(phases=phases, themes=[]) == []


def test_fifteen_days_are_counted_on_the_calendar_across_the_change_of_hour():
    opens_at = datetime(2026, 3, 19, 23, 0, tzinfo=UTC)
    closes_at = datetime(2026, 4, 3, 22, 0, tzinfo=UTC)
    fifteen_days = make_consultation(
        phases=[make_phase(opens_at=opens_at, closes_at=closes_at)], published_at=None
    )
    assert closes_at - opens_at < 15 * DAY
    assert not is_short(fifteen_days, opens_at)


def test_the_days_before_publication_do_not_count():
    late = make_consultation(published_at=NOW, phases=[make_phase(closes_at=NOW + 14 * DAY)])
    assert is_short(late, NOW)
