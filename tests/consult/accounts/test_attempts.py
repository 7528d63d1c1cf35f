"""How often people may try."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import attempts
from consult.kit.errors import TooMany
from consult.kit.limits import RateCount
from tests.factories import NOW

Count = Callable[..., None]


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize(
    ("count", "at_most"), [(attempts.count_sign_in, 10), (attempts.count_sign_up, 5), (attempts.count_mail, 5)]
)
def test_an_account_is_refused_after_its_share(count: Count, at_most: int) -> None:
    for last_byte in range(at_most):
        count("camille@exemple.fr", f"203.0.{last_byte}.1", at=NOW)
    with pytest.raises(TooMany):
        count("camille@exemple.fr", "198.51.100.1", at=NOW)


@pytest.mark.usefixtures("unit")
@pytest.mark.parametrize(
    ("count", "at_most"),
    [(attempts.count_sign_in, 200), (attempts.count_sign_up, 100), (attempts.count_mail, 200)],
)
def test_a_range_of_addresses_is_refused_after_its_share(count: Count, at_most: int) -> None:
    for number in range(at_most):
        count(f"personne{number}@exemple.fr", f"203.0.113.{number % 250}", at=NOW)
    with pytest.raises(TooMany):
        count("camille@exemple.fr", "203.0.113.9", at=NOW)


def test_a_public_meeting_signs_up_from_one_address(unit: Session) -> None:
    for number in range(60):
        attempts.count_sign_up(f"personne{number}@exemple.fr", "203.0.113.9", at=NOW)
    assert max(unit.scalars(select(RateCount.count))) == 60
