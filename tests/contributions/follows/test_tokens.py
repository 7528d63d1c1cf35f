"""The address that stops mails is signed by us."""

import pytest

from contributions.follows.tokens import account_in, token_for


def test_a_token_names_its_account(unit):
    assert account_in(token_for(12)) == 12


@pytest.mark.parametrize("forged", ["", "12", "MTI.x", "MTI.AAAAAAAAAAAAAAAAAAAAAAAAAAA"])
def test_what_we_did_not_sign_names_nobody(unit, forged):
    assert account_in(forged) is None


def test_a_token_of_another_account_cannot_be_made_from_one_s_own(unit):
    mine, other = token_for(12), token_for(13)
    assert account_in(other.partition(".")[0] + "." + mine.partition(".")[2]) is None


def test_a_mail_signed_before_the_key_changed_still_stops(app, unit):
    token = token_for(12)
    app.config["SECRET_KEY_FALLBACKS"] = [app.config["SECRET_KEY"]]
    app.config["SECRET_KEY"] = "n" * 40
    assert account_in(token) == 12


def test_a_key_that_was_dropped_opens_nothing(app, unit):
    token = token_for(12)
    app.config["SECRET_KEY"] = "n" * 40
    assert account_in(token) is None
