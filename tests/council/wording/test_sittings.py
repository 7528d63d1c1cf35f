"""A sitting is called by its number, else by its hour; a voice noted by someone else says so."""

from datetime import UTC, datetime

import pytest

from consult.accounts.models import User
from council.models import CouncilMember, Sitting, Voice
from council.wording.sittings import sitting_name, voter_name
from tests.factories import NOW
from tests.factories.people import make_user


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context():
        yield


def plain(words: str) -> str:
    return words.replace("\u00a0", " ").replace("\u202f", " ")


def voice(user: User, recorded_by_id: int | None = None) -> Voice:
    return Voice(member=CouncilMember(user=user), recorded_by_id=recorded_by_id)


def test_a_sitting_is_called_by_its_number_on_two_digits():
    assert plain(sitting_name(Sitting(year=2026, rank=3))) == "Séance n° 2026-03"
    assert plain(sitting_name(Sitting(year=2026, rank=112))) == "Séance n° 2026-112"


def test_before_it_has_one_it_is_called_by_its_hour_in_the_region():
    planned = Sitting(starts_at=datetime(2026, 12, 31, 23, 5, tzinfo=UTC))
    assert plain(sitting_name(planned)) == "Séance du 1er janvier 2027, 00:05"


def test_a_voice_bears_the_name_of_whoever_cast_it():
    assert voter_name(voice(make_user(display_name="Ali Roy"))) == "Ali Roy"


def test_a_voice_the_secretariat_noted_says_so():
    assert plain(voter_name(voice(make_user(display_name="Ali Roy"), 12))) == (
        "Ali Roy (voix notée par le secrétariat)"
    )


def test_whoever_left_the_site_is_no_longer_named():
    left = make_user(display_name="Ali Roy", erased_at=NOW)
    assert voter_name(voice(left)) == "Membre qui a supprimé son compte"
