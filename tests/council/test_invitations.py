"""A link to answer an invitation names that one; nobody makes one up. A feed is named on the region's day."""

from datetime import UTC, datetime

import pytest

from consult.kit.db import database
from consult.kit.errors import NotFound
from council.feeds import tag_of
from council.invitations import answer_token, invitation_of
from council.models import Council
from council.queries.sittings import attendances_of


@pytest.fixture
def attendances(invited):
    """Return what was written to the five members, in the open unit of work."""
    with invited.app.test_request_context(), database().unit_of_work(writes=False):
        yield attendances_of(invited.sitting)


def test_each_link_leads_to_the_invitation_of_one_member(attendances):
    links = [answer_token(one) for one in attendances]
    assert len(set(links)) == len(attendances)
    assert [invitation_of(link).member_id for link in links] == [one.member_id for one in attendances]


def test_a_link_someone_changed_or_made_up_leads_nowhere(attendances):
    mine, other = (answer_token(one).partition(".") for one in attendances[:2])
    for forged in (f"{other[0]}.{mine[2]}", mine[0], f"{mine[0]}.", "".join((*mine, "x")), ""):
        with pytest.raises(NotFound):
            invitation_of(forged)


def test_a_feed_is_named_on_the_day_the_council_was_created_in_the_region(app):
    council = Council(id=3, created_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    with app.test_request_context():
        assert tag_of(council, "seances").endswith(",2027-01-01:conseil/3/seances")
