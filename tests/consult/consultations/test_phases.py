"""What the calendar of a consultation opens to everyone, and the sentence that refuses the rest."""

from datetime import timedelta

import pytest

from consult.consultations.models import Action, ConsultationStatus, Theme
from consult.consultations.phases import closed_sentence, opens
from consult.kit.permissions import Case
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.people import make_user

DAY = timedelta(days=1)
DRAFT, PUBLISHED, CLOSED = ConsultationStatus


def vote_phase(opens_in: int, closes_in: int):
    return make_phase(
        opens_at=NOW + opens_in * DAY, closes_at=NOW + closes_in * DAY, opens=frozenset({Action.VOTE})
    )


@pytest.mark.parametrize(
    ("status", "phases", "sentence"),
    [
        (PUBLISHED, [(-30, -1)], "Le vote est fermé depuis le 30 septembre 2026."),
        (PUBLISHED, [(-30, 0)], "Le vote est fermé depuis le 1er octobre 2026, 11:00."),
        (PUBLISHED, [(2, 20)], "Vous pourrez voter à partir du 3 octobre 2026."),
        (PUBLISHED, [(-30, -1), (5, 20)], "Vous pourrez voter à partir du 6 octobre 2026."),
        (CLOSED, [(2, 20)], "Le vote est fermé depuis le 30 septembre 2026."),
        (PUBLISHED, [], "Cette consultation ne prévoit pas de vote."),
        (DRAFT, [(-1, 1)], "Cette consultation n’est pas encore publique."),
    ],
)
def test_the_refusal_of_a_vote_says_since_when_or_from_when(app, status, phases, sentence):
    consultation = make_consultation(
        status=status,
        phases=[vote_phase(*dates) for dates in phases],
        closed_at=NOW - DAY if status is CLOSED else None,
    )
    with app.app_context():
        assert (closed_sentence(consultation, Action.VOTE, NOW)) == sentence


def test_a_consultation_closed_early_refuses_since_the_day_it_was_closed(app):
    closed = make_consultation(status=CLOSED, closed_at=NOW - 3 * DAY, phases=[vote_phase(-10, 10)])
    with app.app_context():
        assert (closed_sentence(closed, Action.VOTE, NOW)) == "Le vote est fermé depuis le 28 septembre 2026."


@pytest.mark.parametrize("action", Action)
def test_every_action_has_its_sentence_before_after_and_without_a_phase(app, action):
    before = [make_phase(opens_at=NOW + DAY, closes_at=NOW + 2 * DAY)]
    after = [make_phase(opens_at=NOW - 2 * DAY, closes_at=NOW - DAY)]
    with app.app_context():
        sentences = {(closed_sentence(make_consultation(phases=p), action, NOW)) for p in (before, after, [])}
    assert len(sentences) == 3


def test_opens_looks_at_the_consultation_of_its_target(app):
    theme = Theme(consultation=make_consultation())
    rule = opens(Action.VOTE)
    assert rule.check(Case(make_user(), theme, NOW))
    assert not rule.check(Case(make_user(), theme, NOW + 90 * DAY))
    with app.app_context():
        assert "Le vote est fermé" in str(rule.refusal(Case(make_user(), theme, NOW + 90 * DAY)))


def test_what_is_open_needs_no_sentence():
    assert closed_sentence(make_consultation(), Action.VOTE, NOW) == ""
