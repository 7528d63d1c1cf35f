"""What waits, and in which order."""

from datetime import timedelta

import pytest

from consult.accounts.models import Role, RoleGrant
from contributions import operations as writing
from contributions.models import Kind, Status
from moderation.models import FlagReason, Verdict
from moderation.operations.readings import take
from moderation.queries.queue import ALL, QueueFilter, next_case, pending_review, waiting_count
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import draft_for, post_comment, post_proposal
from tests.factories.moderation import INSULT, OFF_TOPIC, decide_on, flag
from tests.factories.people import make_user


def _queue(scene, wanted=ALL):
    return [row.id for row in pending_review(scene.moderator, wanted, at=NOW).items]


@pytest.fixture
def busy(scene):
    """Return the scene with a text that waits, one flagged as off-topic and one for the law."""
    scene.off_topic = post_comment(scene.author, scene.proposal)
    scene.unlawful = post_comment(scene.author, scene.proposal)
    flag(scene.reader, scene.off_topic, OFF_TOPIC)
    flag(scene.reader, scene.unlawful, INSULT)
    scene.consultation.pre_moderated = True
    scene.waiting = post_proposal(scene.author, scene.consultation)
    scene.session.flush()
    return scene


def test_nothing_waits_when_nobody_asks_for_anything(scene):
    assert _queue(scene) == []
    assert waiting_count(scene.moderator) == 0


def test_the_law_comes_first_then_flags_then_what_waits(busy):
    assert _queue(busy) == [busy.unlawful.id, busy.off_topic.id, busy.waiting.id]
    assert waiting_count(busy.moderator) == 3


def test_more_flags_come_before_fewer(busy):
    again = post_comment(busy.author, busy.proposal)
    again.status = Status.PUBLISHED
    for _ in range(2):
        busy.session.add(someone := make_user())
        busy.session.flush()
        flag(someone, again, OFF_TOPIC)
    assert _queue(busy)[1] == again.id


def test_of_two_that_wait_the_older_comes_first(busy):
    older = post_proposal(busy.author, busy.consultation)
    older.submitted_at = NOW - timedelta(days=2)
    busy.session.flush()
    assert _queue(busy)[2:] == [older.id, busy.waiting.id]


def test_pages_follow_each_other_without_losing_or_repeating_a_case(busy):
    for _ in range(3):
        post_proposal(busy.author, busy.consultation)
    seen, cursor = [], None
    while True:
        page = pending_review(busy.moderator, at=NOW, cursor=cursor, size=2)
        seen += [row.id for row in page.items]
        cursor = page.following
        if cursor is None:
            break
    assert seen == _queue(busy)


def test_a_decision_takes_the_case_out(busy):
    decide_on(busy.moderator, busy.unlawful, Verdict.KEEP)
    decide_on(busy.moderator, busy.waiting, Verdict.PUBLISH)
    assert _queue(busy) == [busy.off_topic.id]


def test_a_flagged_text_that_its_author_withdraws_waits_no_more(busy):
    writing.withdraw(busy.author, busy.unlawful, "done", at=NOW)
    assert busy.unlawful.id not in _queue(busy)


def test_a_moderator_sees_only_the_consultations_given_to_them(busy):
    busy.session.add(other := make_consultation())
    busy.session.flush()
    busy.session.add(elsewhere := make_user(Role.MODERATOR, consultation_id=other.id))
    busy.session.flush()
    assert pending_review(elsewhere, at=NOW).items == []
    assert waiting_count(elsewhere) == 0


def test_the_row_says_when_a_revision_came_back(busy):
    decide_on(busy.moderator, busy.waiting, Verdict.REQUEST_REVISION)
    writing.edit_proposal(busy.author, busy.waiting, draft_for(busy.consultation), at=NOW)
    rows = {row.id: row.revised for row in pending_review(busy.moderator, at=NOW).items}
    assert rows == {busy.unlawful.id: False, busy.off_topic.id: False, busy.waiting.id: True}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (QueueFilter(kind=Kind.PROPOSAL), ["waiting"]),
        (QueueFilter(kind=Kind.COMMENT), ["unlawful", "off_topic"]),
        (QueueFilter(reason=FlagReason.OFF_TOPIC), ["off_topic"]),
        (QueueFilter(before=NOW - timedelta(days=1)), []),
        (QueueFilter(consultation_id=10_000), []),
    ],
)
def test_the_queue_can_be_narrowed(busy, wanted, names):
    assert _queue(busy, wanted) == [getattr(busy, name).id for name in names]


def test_a_theme_holds_its_proposals_and_what_is_said_under_them(busy):
    theme = busy.proposal.theme_id
    busy.consultation.themes.append(other := make_theme("Culture"))
    busy.session.flush()
    assert len(_queue(busy, QueueFilter(theme_id=theme))) == 3
    assert _queue(busy, QueueFilter(theme_id=other.id)) == []


def test_the_next_case_is_not_one_that_someone_else_reads(busy):
    take(busy.second, busy.unlawful.id, at=NOW)
    assert next_case(busy.moderator, at=NOW) == busy.off_topic.id
    assert next_case(busy.second, at=NOW) == busy.unlawful.id


def test_a_case_left_unread_goes_back_to_all(busy):
    take(busy.second, busy.unlawful.id, at=NOW)
    assert next_case(busy.moderator, at=NOW + timedelta(hours=1)) == busy.unlawful.id


def test_the_next_case_is_never_ones_own_text(busy):
    busy.author.grants.append(RoleGrant(role=Role.MODERATOR, granted_at=NOW))
    busy.session.flush()
    assert next_case(busy.author, at=NOW) is None
