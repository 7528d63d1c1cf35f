"""How long a referral waits is said in days of the region, from the first to the last."""

from datetime import UTC, date, datetime

import pytest

from council.models import Referral, ReferralStatus
from council.wording.referrals import referral_delay, referral_tag

DUE = date(2026, 10, 15)


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def referral(**values: object) -> Referral:
    usual = {"status": ReferralStatus.UNDER_STUDY, "due_on": DUE, "registered_at": None, "ended_at": None}
    return Referral(**(usual | values))


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2026, 10, 13), "réponse attendue dans 2 jours"),
        (date(2026, 10, 14), "réponse attendue dans 1 jour"),
        (date(2026, 10, 16), "en retard de 1 jour"),
        (date(2026, 10, 17), "en retard de 2 jours"),
    ],
)
def test_a_delay_bends_with_its_number(today, said):
    assert referral_delay(referral(), today) == said


def test_it_is_not_late_on_the_day_itself():
    assert str(referral_tag(referral(), DUE)[0]) == "À l’étude"
    assert not referral_delay(referral(), DUE).startswith("en retard")


def test_it_is_late_the_day_after_and_only_while_it_is_studied():
    after = date(2026, 10, 16)
    assert referral_tag(referral(), after) == ("En retard", "stopped")
    answered = referral(status=ReferralStatus.ANSWERED)
    assert str(referral_tag(answered, after)[0]) == "Un avis est rendu"


def test_what_ended_says_how_long_it_took_even_after_its_day():
    begun, ended = datetime(2026, 9, 30, 21, 59, tzinfo=UTC), datetime(2026, 9, 30, 22, 1, tzinfo=UTC)
    closed = referral(status=ReferralStatus.ANSWERED, registered_at=begun, ended_at=ended)
    assert referral_delay(closed, date(2027, 1, 1)) == "en 1 jour"


def test_a_delay_counts_from_the_day_it_was_asked_and_its_lateness_stays():
    noted, asked = datetime(2026, 10, 17, 8, tzinfo=UTC), date(2026, 10, 1)
    answered = referral(status=ReferralStatus.ANSWERED, asked_on=asked, registered_at=noted, ended_at=noted)
    assert referral_delay(answered, noted.date()) == "en 16 jours, avec 2 jours de retard"
    answered.status = ReferralStatus.WITHDRAWN
    assert referral_delay(answered, noted.date()) == "après 16 jours"


def test_the_night_the_clocks_change_counts_as_one_day():
    begun, ended = datetime(2026, 10, 24, 22, 0, tzinfo=UTC), datetime(2026, 10, 25, 23, 0, tzinfo=UTC)
    closed = referral(status=ReferralStatus.ANSWERED, registered_at=begun, ended_at=ended, due_on=None)
    assert referral_delay(closed, DUE) == "en 1 jour"


def test_one_withdrawn_before_it_was_registered_took_no_time():
    withdrawn = referral(status=ReferralStatus.WITHDRAWN, due_on=None, ended_at=datetime(2026, 10, 1, tzinfo=UTC))
    assert referral_delay(withdrawn, DUE) == "sans date fixée"
