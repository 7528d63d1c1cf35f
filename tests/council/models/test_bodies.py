"""A mandate counts on its first and on its last day; nobody makes a quorum alone."""

from datetime import date

import pytest

from council.models import Council, CouncilMember, Mandate
from tests.factories.people import make_user

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


def seat(*spans: tuple[date, date | None]) -> CouncilMember:
    mandates = [Mandate(starts_on=begun, ends_on=ended) for begun, ended in spans]
    return CouncilMember(user=make_user(email=None), mandates=mandates)


@pytest.mark.parametrize(
    ("day", "covered"),
    [(date(2025, 12, 31), False), (FIRST, True), (LAST, True), (date(2026, 7, 1), False)],
)
def test_a_mandate_covers_its_first_and_its_last_day(day, covered):
    assert Mandate(starts_on=FIRST, ends_on=LAST).covers(day) is covered


def test_a_mandate_without_an_end_goes_on():
    assert Mandate(starts_on=FIRST, ends_on=None).covers(date.max)


def test_a_mandate_may_last_one_day():
    assert Mandate(starts_on=FIRST, ends_on=FIRST).covers(FIRST)


def test_between_two_mandates_nobody_sits():
    member = seat((FIRST, LAST), (date(2026, 9, 1), None))
    assert member.mandate_on(date(2026, 8, 31)) is None
    assert member.mandate_on(date(2026, 9, 1)) is member.mandates[1]
    assert seat().mandate_on(FIRST) is None


def test_someone_without_an_account_is_written_to_where_they_were_invited():
    member = seat()
    assert (member.address, member.has_account) == (None, False)
    member.invited_email = "ali@exemple.example"
    assert (member.address, member.has_account) == ("ali@exemple.example", False)


@pytest.mark.parametrize(
    ("seats", "share", "quorum"), [(0, 50, 2), (1, 100, 2), (4, 50, 2), (5, 50, 3), (7, 100, 7)]
)
def test_a_quorum_is_rounded_up_and_two_at_least(seats, share, quorum):
    assert Council(quorum_share=share).quorum_for(seats) == quorum


@pytest.mark.parametrize(("seats", "share", "quorum"), [(100, 29, 29), (100, 57, 57), (50, 14, 7)])
def test_an_exact_share_needs_no_one_more(seats, share, quorum):
    assert Council(quorum_share=share).quorum_for(seats) == quorum
