"""Someone whose account is suspended reads and does not write, until a date."""

from datetime import timedelta

import pytest

from consult.accounts.models import Restriction, Visitor
from consult.accounts.operations.erasure import erase_user
from consult.accounts.personal_data import TextsFate
from consult.accounts.roles import confirmed, not_suspended
from consult.kit.permissions import Case
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.people import make_user

HERE, ELSEWHERE = 7, 8
DAY = timedelta(days=1)


def restricted(*places: int | None, until=NOW + DAY):
    """Return a confirmed person, not stored, restricted in these places."""
    person = make_user()
    person.restrictions = [Restriction(consultation_id=place, until=until) for place in places]
    return person


def on(consultation_id: int):
    place = make_consultation()
    place.id = consultation_id
    return place


@pytest.mark.parametrize(
    ("places", "asked", "may"),
    [
        ((), HERE, True),
        ((HERE,), HERE, False),
        ((HERE,), ELSEWHERE, True),
        ((None,), HERE, False),
        ((None,), ELSEWHERE, False),
        ((HERE, ELSEWHERE), ELSEWHERE, False),
    ],
)
def test_a_restriction_holds_where_it_was_given(places, asked, may):
    assert confirmed.check(Case(restricted(*places), on(asked), NOW)) is may


@pytest.mark.parametrize(("after", "may"), [(-DAY, False), (timedelta(0), True), (DAY, True)])
def test_a_restriction_ends_by_its_date_whether_or_not_the_worker_ran(after, may):
    person = restricted(None, until=NOW + DAY)
    assert confirmed.check(Case(person, on(HERE), NOW + DAY + after)) is may


def test_the_refusal_says_until_when(app):
    case = Case(restricted(None, until=NOW + DAY), on(HERE), NOW)
    with app.app_context():
        assert "2 octobre 2026" in str(not_suspended.refusal(case))


def test_the_longest_restriction_is_the_one_told():
    person = restricted(HERE)
    person.restrictions.append(Restriction(consultation_id=None, until=NOW + 9 * DAY))
    assert person.restriction_at(HERE, NOW).until == NOW + 9 * DAY


def test_who_is_not_restricted_is_told_nothing_of_it():
    assert not_suspended.refusal(Case(make_user(), on(HERE), NOW)) is None


def test_a_visitor_is_asked_to_sign_in_rather_than_told_of_a_suspension():
    case = Case(Visitor(), on(HERE), NOW)
    assert Visitor().restriction_at(HERE, NOW) is None
    assert "Connectez-vous" in str(confirmed.refusal(case))


def test_someone_restricted_still_opens_their_account(browser, store):
    [person] = store(restricted(None))
    signed_in = browser(person)
    assert [signed_in.get(page).status_code for page in ("/mon-compte", "/mes-contributions")] == [200, 200]


def test_someone_restricted_downloads_their_data(browser, store):
    [person] = store(restricted(None))
    assert browser(person).get("/mon-compte/donnees.zip").status_code == 200


def test_someone_restricted_does_not_propose(browser, store):
    consultation = make_consultation()
    store(consultation)
    [person] = store(restricted(None))
    answer = browser(person).get(f"/consultations/{consultation.slug}/proposer")
    assert answer.status_code == 403
    assert "votre compte est suspendu jusque-là" in answer.text


def test_someone_restricted_may_leave(unit):
    person = restricted(None)
    unit.add(person)
    unit.flush()
    erase_user(person, TextsFate.UNSIGNED, at=NOW)
    assert person.erased_at == NOW
