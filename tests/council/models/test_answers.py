"""A yes names who answers for it and by when; lateness is computed, and only of what is still to do."""

from datetime import date, timedelta

import pytest

from council.models import Commitment, OfficialResponse, Progress, Reply, ReplyVerdict
from tests.factories import NOW

DUE = date(2026, 10, 15)
YES = {"verdict": ReplyVerdict.ACCEPTED, "reasons": "C’est utile.", "responsible": "La direction", "due_on": DUE}


def reply(**values: object) -> Reply:
    return Reply(**(YES | {"undated_because": ""} | values))


def promised(hours: int, *, published: bool = True) -> Commitment:
    response = OfficialResponse(published_at=NOW if published else None)
    return Commitment(reply=Reply(response=response), created_at=NOW + timedelta(hours=hours))


def test_a_yes_is_complete_once_it_says_why_who_and_when():
    assert reply().is_complete


@pytest.mark.parametrize("missing", [{"verdict": None}, {"reasons": ""}, {"responsible": ""}, {"due_on": None}])
def test_a_yes_that_lacks_one_of_them_is_not(missing):
    assert not reply(**missing).is_complete


def test_a_yes_in_part_may_say_why_it_has_no_day():
    in_part = reply(verdict=ReplyVerdict.ACCEPTED_IN_PART, due_on=None, undated_because="Le vote n’est pas fixé.")
    assert in_part.is_complete


@pytest.mark.parametrize("verdict", [ReplyVerdict.REFUSED, ReplyVerdict.UNDER_STUDY])
def test_what_is_not_a_yes_needs_its_reasons_alone(verdict):
    assert reply(verdict=verdict, responsible="", due_on=None).is_complete
    assert not reply(verdict=verdict, reasons="").is_complete


@pytest.mark.parametrize(
    ("progress", "late"),
    [(Progress.PLANNED, True), (Progress.UNDER_WAY, True), (Progress.DONE, False), (Progress.DROPPED, False)],
)
def test_only_what_is_still_to_do_is_late(progress, late):
    commitment = Commitment(progress=progress, due_on=DUE)
    assert commitment.is_late(DUE + timedelta(days=1)) is late
    assert not commitment.is_late(DUE)


def test_a_commitment_without_a_day_is_never_late():
    assert not Commitment(progress=Progress.PLANNED, due_on=None).is_late(date.max)


def test_only_what_was_promised_after_the_answer_came_after_it():
    assert [promised(hours).came_after for hours in (-1, 0, 1)] == [False, False, True]
    assert not promised(1, published=False).came_after
