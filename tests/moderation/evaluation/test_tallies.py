"""Counts are right, and come with how far they may be trusted."""

import pytest

from moderation.detectors.finding import Examined
from moderation.detectors.manner import shouting
from moderation.evaluation.tallies import Tally, alarms, counted, tally, wilson


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 3260, 0.0, 0.00118), (8, 10, 0.4902, 0.9433), (10, 10, 0.7225, 1.0)],
)
def test_the_interval_is_wilson_s(part, whole, low, high):
    assert wilson(part, whole) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


def test_each_answer_is_counted_once_as_right_wrong_or_missed():
    seen = [(True, True), (True, False), (False, True), (False, True), (False, False)]
    assert counted(seen) == Tally(n=5, hits=1, mistakes=1, missed=2)


def test_a_detector_is_asked_about_each_text():
    cases = [(Examined("Oui !!!!!!"), True), (Examined("Oui."), False), (Examined("Non."), True)]
    assert tally(shouting, cases) == Tally(n=3, hits=1, mistakes=0, missed=1)


def test_the_measures_of_a_set_stand_under_its_name_without_a_share_of_nothing():
    measures = Tally(n=10, hits=0, mistakes=0, missed=4).measures("lot/menaces")
    assert measures["false_negatives"] == {"lot/menaces": 4}
    assert measures["recall"] == {"lot/menaces": 0.0}
    assert "precision" not in measures


def test_alarms_are_told_by_the_thousand():
    measures = alarms("civil/capitales", 26, 3260)
    assert (measures["alarms"], measures["civil_texts"]) == ({"civil/capitales": 26}, {"civil/capitales": 3260})
    assert measures["alarms_per_1000"]["civil/capitales"] == pytest.approx(7.9755)
    assert measures["alarms_per_1000_high"]["civil/capitales"] == pytest.approx(11.66, abs=0.01)
