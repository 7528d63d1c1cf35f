"""Accounts nobody uses any more: told, then erased."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import ContributorKind, Role, User
from consult.accounts.operations import inactivity
from consult.accounts.operations.inactivity import Delays, leave_unused, months_before
from consult.accounts.sessions import open_sign_in
from consult.kit import clock, jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from tests.consult.accounts.operations.conftest import People
from tests.factories import NOW
from tests.factories.people import make_user

DELAYS = Delays(months=36, warning=1)
WARNING_DAY = datetime(2029, 9, 1, 9, tzinfo=UTC)  # NOW is 1 October 2026, 9:00 in UTC
LAST_DAY = datetime(2029, 10, 1, 9, tzinfo=UTC)
Told = Callable[[], list[str]]


@pytest.fixture
def told(unit: Session) -> Told:
    """Return a function that lists who was written to."""
    return lambda: list(unit.scalars(select(OutgoingMail.recipient).order_by(OutgoingMail.id)))


@pytest.fixture
def camille(person: People) -> User:
    return person(email="camille@exemple.fr", last_sign_in_at=NOW)


@pytest.mark.parametrize(
    ("at", "months", "earlier"),
    [
        (date(2026, 10, 1), 1, date(2026, 9, 1)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2028, 3, 31), 1, date(2028, 2, 29)),
        (date(2026, 10, 31), 36, date(2023, 10, 31)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2026, 10, 1), 0, date(2026, 10, 1)),
    ],
)
def test_months_are_those_of_the_calendar(at: date, months: int, earlier: date) -> None:
    instant = datetime(at.year, at.month, at.day, 8, tzinfo=UTC)
    assert months_before(instant, months) == instant.replace(earlier.year, earlier.month, earlier.day)


def test_a_month_before_the_end_the_owner_is_told_once(camille: User, told: Told) -> None:
    leave_unused(DELAYS, at=WARNING_DAY - timedelta(hours=1))
    assert told() == []
    for days in range(3):
        leave_unused(DELAYS, at=WARNING_DAY + timedelta(days=days))
    assert told() == ["camille@exemple.fr"]
    assert camille.is_active


def test_the_mail_says_since_when_until_when_and_how_to_keep_it(camille: User, unit: Session) -> None:
    leave_unused(DELAYS, at=WARNING_DAY)
    text = unit.scalars(select(OutgoingMail.text)).one()
    assert "depuis le 1er octobre 2026" in text
    assert "effacé le 1er octobre 2029" in text
    assert "http://localhost/connexion" in text


def test_without_an_answer_the_account_is_erased_on_the_day_said(camille: User, told: Told) -> None:
    leave_unused(DELAYS, at=WARNING_DAY)
    leave_unused(DELAYS, at=LAST_DAY - timedelta(hours=1))
    assert camille.is_active
    leave_unused(DELAYS, at=LAST_DAY)
    assert (camille.email, camille.erased_at, camille.warned_inactive_at) == (None, LAST_DAY, None)
    assert camille.kind is ContributorKind.NOT_SAID
    leave_unused(DELAYS, at=LAST_DAY + timedelta(days=400))
    assert told() == []


def test_signing_in_keeps_it_and_the_count_starts_again(camille: User, told: Told) -> None:
    leave_unused(DELAYS, at=WARNING_DAY)
    open_sign_in(camille, "téléphone", at=WARNING_DAY + timedelta(days=20))
    leave_unused(DELAYS, at=LAST_DAY + timedelta(days=60))
    assert camille.is_active
    assert len(told()) == 1
    leave_unused(DELAYS, at=WARNING_DAY + timedelta(days=1200))
    assert len(told()) == 2


def test_a_worker_that_slept_for_years_still_tells_before_it_erases(camille: User, told: Told) -> None:
    late = LAST_DAY + timedelta(days=700)
    leave_unused(DELAYS, at=late)
    assert camille.is_active
    assert told() == ["camille@exemple.fr"]
    leave_unused(DELAYS, at=late + timedelta(days=32))
    assert camille.erased_at


@pytest.mark.parametrize(
    "values",
    [
        {"fictitious": True},
        {"email": None, "external_key": "rn/12"},
        {"confirmed_at": None},
        {"last_sign_in_at": LAST_DAY - timedelta(days=100)},
    ],
    ids=["of the demonstration", "brought by an import", "not confirmed", "in use"],
)
def test_these_accounts_are_left_alone(person: People, told: Told, values: dict[str, object]) -> None:
    user = person(**{"last_sign_in_at": NOW, **values})
    leave_unused(DELAYS, at=LAST_DAY)
    leave_unused(DELAYS, at=LAST_DAY + timedelta(days=40))
    assert user.is_active
    assert told() == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.CITIZEN])
def test_whoever_holds_a_role_is_left_alone(person: People, told: Told, role: Role) -> None:
    user = person(role, last_sign_in_at=NOW)
    leave_unused(DELAYS, at=LAST_DAY)
    leave_unused(DELAYS, at=LAST_DAY + timedelta(days=40))
    assert user.is_active
    assert told() == []


def test_a_role_given_after_the_warning_keeps_the_account(person: People) -> None:
    user = person(Role.MODERATOR, last_sign_in_at=NOW, warned_inactive_at=WARNING_DAY)
    leave_unused(DELAYS, at=LAST_DAY)
    assert user.is_active


def test_who_never_signed_in_counts_from_the_day_they_confirmed(person: People, told: Told) -> None:
    person(email="jamais@exemple.fr", last_sign_in_at=None, confirmed_at=NOW)
    leave_unused(DELAYS, at=WARNING_DAY)
    assert told() == ["jamais@exemple.fr"]


def test_without_a_number_of_months_nothing_is_erased(camille: User, told: Told) -> None:
    leave_unused(Delays(months=0, warning=1), at=LAST_DAY + timedelta(days=4000))
    assert camille.is_active
    assert told() == []


def test_many_are_told_a_few_at_a_time(person: People, told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inactivity, "AT_ONCE", 2)
    for _ in range(3):
        person(last_sign_in_at=NOW)
    leave_unused(DELAYS, at=WARNING_DAY)
    assert len(told()) == 2
    leave_unused(DELAYS, at=WARNING_DAY + timedelta(days=1))
    assert len(set(told())) == 3


class TestWorker:
    @pytest.fixture
    def state(self, app: Flask, store: Callable[..., list[User]]) -> Iterator[Callable[[datetime], User]]:
        """Return a function that lets the worker pass a day, and reads the account after it."""
        (user,) = store(make_user(last_sign_in_at=NOW))

        def on(day: datetime) -> User:
            with clock.set_to(day), app.app_context():
                jobs.run_due()
                with database().unit_of_work(writes=False) as reading:
                    return reading.get_one(User, user.id)

        return on

    def test_the_worker_does_it_by_itself(self, state: Callable[[datetime], User]) -> None:
        assert state(NOW + timedelta(days=300)).warned_inactive_at is None
        assert state(WARNING_DAY).warned_inactive_at == WARNING_DAY
        assert state(LAST_DAY).erased_at == LAST_DAY
