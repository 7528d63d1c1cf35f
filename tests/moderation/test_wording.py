"""Every value of moderation has its French words."""

import pytest

from contributions.models import Kind, Status
from moderation import wording
from moderation.detectors.all import DETECTORS
from moderation.models import FlagReason, Gravity, Verdict
from moderation.verdicts import possible

BY_PEOPLE = set(Verdict) - {Verdict.HOLD}


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (wording.DECIDED, Verdict),
        (wording.GESTURES, BY_PEOPLE),
        (wording.EFFECTS, Verdict),
        (wording.OUTCOMES, Verdict),
        (wording.KEYS, BY_PEOPLE),
        (wording.REASONS, FlagReason),
        (wording.GRAVITIES, Gravity),
        (wording.KINDS, Kind),
        (wording.STATUSES, Status),
        (wording.SEEN, [detector.__name__ for detector in DETECTORS]),
    ],
)
def test_nothing_is_left_without_a_name(words, values):
    assert set(words) == set(values)
    assert all(str(text) for text in words.values())


@pytest.mark.parametrize("status", Status)
def test_no_two_decisions_on_a_page_share_a_key(status):
    keys = [wording.KEYS[verdict] for verdict in possible(status)]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (0.5, "Moins d’une heure"),
        (1, "2 heures"),
        (39.4, "40 heures"),
        (48, "3 jours"),
        (116.7, "5 jours"),
        (2918, "122 jours"),
    ],
)
def test_a_long_delay_is_told_in_days(app, hours, said):
    with app.app_context():
        assert wording.lasted(hours).replace("\xa0", " ") == said
