"""How often something may be asked."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.kit import clock, jobs
from consult.kit.db import database
from consult.kit.errors import TooMany
from consult.kit.limits import Limit, RateCount, RateSalt, address_range, spend
from tests.factories import NOW

TWICE = Limit("essai", at_most=2, seconds=600)


def counts(unit: Session) -> list[int]:
    """Return what was counted and let pass, the greatest last."""
    return sorted(unit.scalars(select(RateCount.count)))


def test_demands_up_to_the_limit_pass(unit: Session) -> None:
    for _ in range(2):
        spend(TWICE.charge("camille"), at=NOW)
    assert counts(unit) == [2]


@pytest.mark.usefixtures("unit")
def test_one_demand_more_is_refused_and_says_when_to_come_back() -> None:
    spend(TWICE.charge("camille"), at=NOW)
    spend(TWICE.charge("camille"), at=NOW)
    with pytest.raises(TooMany, match="10 minutes"):
        spend(TWICE.charge("camille"), at=NOW)


def test_someone_else_is_not_refused(unit: Session) -> None:
    for name in ("camille", "camille", "dominique"):
        spend(TWICE.charge(name), at=NOW)
    assert counts(unit) == [1, 2]


def test_the_next_span_starts_again(unit: Session) -> None:
    for minutes in (0, 0, 10):
        spend(TWICE.charge("camille"), at=NOW + timedelta(minutes=minutes))
    assert counts(unit) == [1, 2]


def test_two_limits_count_apart(unit: Session) -> None:
    other = Limit("autre", at_most=1, seconds=600)
    for limit in (TWICE, TWICE, other):
        spend(limit.charge("camille"), at=NOW)
    assert counts(unit) == [1, 2]


def test_a_refused_demand_counts_all_the_same(app: Flask) -> None:
    with app.app_context():
        with pytest.raises(LookupError):
            _spend_then_fail()
        with database().unit_of_work(writes=False) as reading:
            assert reading.scalar(select(RateCount.count)) == 1


def _spend_then_fail() -> None:
    with database().unit_of_work():
        spend(TWICE.charge("camille"), at=NOW)
        raise LookupError


def test_nothing_kept_holds_the_key(unit: Session) -> None:
    spend(TWICE.charge("camille@exemple.fr"), at=NOW)
    kept = unit.scalars(select(RateCount)).one()
    assert "camille" not in kept.key
    assert len(kept.key) == 64


def test_another_day_has_another_salt(unit: Session) -> None:
    spend(TWICE.charge("camille"), at=NOW)
    spend(TWICE.charge("camille"), at=NOW + timedelta(days=1))
    assert len(set(unit.scalars(select(RateSalt.salt)))) == 2


def test_yesterday_s_counts_and_salts_are_forgotten(app: Flask) -> None:
    with app.app_context():
        with database().unit_of_work():
            spend(TWICE.charge("camille"), at=NOW)
        with clock.set_to(NOW + timedelta(days=1)):
            jobs.run_due()
        with database().unit_of_work() as reading:
            assert reading.scalars(select(RateCount)).all() == []
            assert reading.scalars(select(RateSalt)).all() == []


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:12:34::1", "2001:db8:12::/48"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("nulle part", "unknown"),
        (None, "unknown"),
    ],
)
def test_neighbours_share_one_range(address: str | None, expected: str) -> None:
    assert address_range(address) == expected
