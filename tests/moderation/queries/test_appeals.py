"""The appeals that wait."""

import pytest

from consult.accounts.models import Role
from consult.kit.errors import NotFound
from moderation.models import Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.queries.appeals import appeal_at, appeals_count, appeals_waiting
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_comment
from tests.factories.moderation import decide_on
from tests.factories.people import make_user


def _contest(scene):
    decision = decide_on(scene.moderator, post_comment(scene.author, scene.proposal), Verdict.HIDE)
    return file_appeal(scene.author, decision, "Relisez.", at=NOW)


def test_the_oldest_appeal_comes_first_page_by_page(scene):
    appeals = [_contest(scene).id for _ in range(3)]
    first = appeals_waiting(scene.second, size=2)
    following = appeals_waiting(scene.second, cursor=first.following, size=2)
    assert [one.id for one in (*first.items, *following.items)] == appeals
    assert following.following is None


def test_an_answered_appeal_waits_no_more(scene):
    appeal = _contest(scene)
    answer_appeal(scene.second, appeal, "Non.", reverse=False, at=NOW)
    assert appeals_waiting(scene.second).items == []
    assert appeals_count(scene.second) == 0


def test_a_moderator_of_another_consultation_sees_none(scene):
    _contest(scene)
    scene.session.add(other := make_consultation())
    scene.session.flush()
    scene.session.add(elsewhere := make_user(Role.MODERATOR, consultation_id=other.id))
    scene.session.flush()
    assert (appeals_waiting(elsewhere).items, appeals_count(elsewhere)) == ([], 0)


def test_an_appeal_comes_with_its_text_and_decision(scene):
    appeal = _contest(scene)
    scene.session.expunge_all()
    found = appeal_at(appeal.id)
    assert found.contribution.author.id == scene.author.id
    assert found.decision.decided_by.id == scene.moderator.id


def test_an_appeal_that_does_not_exist_is_not_found(scene):
    with pytest.raises(NotFound):
        appeal_at(404)
