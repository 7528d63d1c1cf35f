"""The charter is accepted by a person, dated, versioned, and asked again when it changes."""

import re

import pytest

from consult.accounts.models import CHARTER_VERSION, User
from consult.accounts.roles import confirmed
from consult.kit.db import database, session
from consult.kit.permissions import Case
from contributions.models import Proposal
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

FORMER = CHARTER_VERSION - 1


@pytest.fixture(params=[FORMER, None], ids=["former charter", "never asked"])
def reader(request, store):
    """Return someone who has not accepted the charter as it stands."""
    (user,) = store(make_user(accepted_charter_version=request.param))
    return user


@pytest.fixture
def proposal(app, store):
    (consultation, author) = store(make_consultation(), make_user())
    with app.app_context(), database().unit_of_work():
        return post_proposal(author, consultation)


def accepted(app, user):
    with app.app_context(), database().unit_of_work(writes=False):
        kept = session.get_one(User, user.id)
        return kept.accepted_charter_version, kept.accepted_charter_at


def test_whoever_accepted_another_version_is_led_to_the_charter_before_writing(browser, proposal, reader):
    answer = browser(reader).get(f"/propositions/{proposal.id}/argumenter")
    assert answer.status_code == 302
    assert answer.location == f"/charte/acceptation?suite=/propositions/{proposal.id}/argumenter"


def test_accepting_keeps_the_date_and_the_version_and_goes_back(app, browser, proposal, reader):
    back = f"/propositions/{proposal.id}/argumenter"
    answer = browser(reader).post("/charte/acceptation", {"charter": "y", "suite": back})
    assert answer.location == back
    assert accepted(app, reader) == (CHARTER_VERSION, NOW)
    assert browser(reader).get(back).status_code == 200


def test_opening_the_page_accepts_nothing(app, browser, reader):
    before = accepted(app, reader)
    html = browser(reader).get("/charte/acceptation").text
    assert "Accepter la charte" in html
    assert accepted(app, reader) == before


def test_an_empty_box_is_no_consent(app, browser, reader):
    answer = browser(reader).post("/charte/acceptation", {"suite": "/"})
    assert answer.status_code == 422
    assert accepted(app, reader)[0] != CHARTER_VERSION


@pytest.mark.parametrize("suite", ["https://ailleurs.example/", "//ailleurs.example", "javascript:alert(1)", ""])
def test_accepting_never_leads_to_another_site(browser, reader, suite):
    answer = browser(reader).post("/charte/acceptation", {"charter": "y", "suite": suite})
    assert answer.location == "/mon-compte"


def test_what_was_typed_before_is_given_back_with_the_way_to_the_charter(browser, proposal, reader):
    typed = {"position": "for", "source": "Ce serait utile à mes voisins."}
    answer = browser(reader).post(f"/propositions/{proposal.id}/arguments", typed)
    assert answer.status_code == 403
    assert "Ce serait utile à mes voisins." in answer.text
    assert re.search(r'href="/charte/acceptation\?suite=[^"]*"', answer.text)
    assert "Le faire dans un nouvel onglet" in answer.text


def test_reading_following_one_s_data_and_leaving_stay_open(browser, proposal, reader):
    one = browser(reader)
    page = one.get(f"/propositions/{proposal.id}", follow_redirects=True)
    assert page.status_code == 200
    for address in ("/mon-compte", "/mon-compte/donnees.zip", "/mon-compte/effacer", "/mes-contributions"):
        assert one.get(address).status_code == 200


def test_nothing_is_asked_of_whoever_accepted_this_version(browser, proposal, store):
    (user,) = store(make_user())
    assert browser(user).get(f"/propositions/{proposal.id}/argumenter").status_code == 200


def test_an_unconfirmed_address_is_confirmed_before_the_charter_is_asked(browser, proposal, store):
    (user,) = store(make_user(confirmed_at=None, accepted_charter_version=FORMER))
    answer = browser(user).get(f"/propositions/{proposal.id}/argumenter")
    assert answer.status_code == 403
    assert "Confirmez d’abord votre adresse" in answer.text


@pytest.mark.parametrize("version", [FORMER, None, CHARTER_VERSION, CHARTER_VERSION + 1])
def test_only_the_charter_of_the_day_counts(version):
    user = make_user(accepted_charter_version=version)
    assert confirmed.check(Case(user, Proposal(consultation_id=1), NOW)) == (version == CHARTER_VERSION)
