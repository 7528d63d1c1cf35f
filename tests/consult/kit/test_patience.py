"""A form that takes a moment to write."""

import re
from datetime import timedelta

import pytest
from wtforms import StringField

from consult.kit import clock, patience
from consult.kit.patience import UnhurriedForm
from tests.factories import NOW
from tests.factories.forms import opened


class Letter(UnhurriedForm):
    text = StringField()


@pytest.fixture
def sent(app):
    """Return a function that sends a letter: what its form says, and what it would show again."""
    app.config["WTF_CSRF_ENABLED"] = False

    def send(stamped: str, **typed: str):
        with app.test_request_context(method="POST", data={"opened": stamped, **typed}):
            form = Letter()
            return form.validate(), form

    return send


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(0, False), (2, False), (3, True), (60, True), (86_400 * 30, True)]
)
def test_three_seconds_are_enough(sent, seconds, accepted):
    assert sent(opened(NOW - timedelta(seconds=seconds)))[0] is accepted


def test_a_form_sent_at_once_says_what_to_do_and_loses_nothing(sent):
    form = sent(opened(NOW), text="Ma lettre")[1]
    (said,) = form.form_errors
    assert said.startswith("Relisez-vous, puis renvoyez")
    assert form.text.data == "Ma lettre"


def test_the_same_page_sent_again_a_moment_later_goes_through(sent):
    shown_again = sent(opened(NOW))[1].opened.data
    with clock.set_to(NOW + timedelta(seconds=3)):
        assert sent(shown_again)[0]


@pytest.mark.parametrize("stamped", ["", "invented", "MTIz.c2lnbmVk", opened(NOW + timedelta(hours=1))])
def test_an_hour_that_we_did_not_sign_or_that_is_to_come_is_replaced(sent, stamped):
    accepted, form = sent(stamped)
    assert not accepted
    with clock.set_to(NOW + timedelta(seconds=3)):
        assert sent(form.opened.data)[0]


def test_a_form_refused_the_second_it_was_opened_keeps_its_hour(sent):
    stamped = opened(NOW)
    assert sent(stamped)[1].opened.data == stamped


def test_the_hour_is_signed(app):
    with app.app_context():
        signed = patience.stamp(NOW)
        assert patience.seconds_since(signed, at=NOW + timedelta(seconds=9)) == 9
        assert patience.seconds_since(signed[:-1] + "x", at=NOW) is None


@pytest.mark.parametrize("address", ["/inscription"])
def test_the_forms_of_who_is_not_signed_in_carry_their_hour(browser, address):
    found = re.search(r'name="opened"[^>]*value="([^"]+)"', browser().get(address).text)
    assert found
    with browser().app.app_context():
        assert patience.seconds_since(found[1], at=NOW + timedelta(seconds=5)) == 5
