"""The links offered beside one's own text."""

from datetime import timedelta

import pytest

from consult.kit.db import database
from contributions.addresses import contribution_url
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user


@pytest.fixture
def own_page(app, browser):
    """Return a function that reads one's own proposal, in a consultation that closes on a given day."""

    def read(closes_at):
        phase = make_phase(opens_at=NOW - timedelta(days=40), closes_at=closes_at)
        with app.test_request_context(), database().unit_of_work() as opened:
            consultation, author = make_consultation(phases=[phase]), make_user()
            opened.add_all([consultation, author])
            opened.flush()
            address = contribution_url(post_proposal(author, consultation))
        return browser(author).get(address, follow_redirects=True).text

    return read


def test_while_it_is_open_one_may_correct_and_withdraw(own_page):
    page = own_page(NOW + timedelta(days=3))
    assert "Modifier ma proposition" in page
    assert "Retirer ma proposition" in page


def test_once_it_is_over_one_may_only_withdraw(own_page):
    page = own_page(NOW - timedelta(days=3))
    assert "Modifier ma proposition" not in page
    assert "Retirer ma proposition" in page
