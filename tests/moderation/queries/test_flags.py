"""What people may flag, and what waits because of it."""

from datetime import timedelta

import pytest

from consult.accounts.models import Visitor
from consult.kit.errors import NotFound
from moderation.models import Verdict
from moderation.queries.flags import flags_settled_by, text_to_flag, waiting_since
from tests.factories import NOW
from tests.factories.contributions import post_proposal
from tests.factories.moderation import OFF_TOPIC, decide_on, flag
from tests.factories.people import make_user


def test_everyone_may_flag_what_everyone_reads(scene):
    assert text_to_flag(Visitor(), scene.proposal.id).id == scene.proposal.id


def test_nobody_flags_what_they_cannot_read(scene):
    scene.consultation.pre_moderated = True
    waiting = post_proposal(scene.author, scene.consultation)
    with pytest.raises(NotFound):
        text_to_flag(scene.reader, waiting.id)


def test_a_text_that_waits_does_so_since_it_was_sent(scene):
    scene.consultation.pre_moderated = True
    waiting = post_proposal(scene.author, scene.consultation)
    waiting.submitted_at = NOW - timedelta(days=2)
    assert waiting_since(waiting) == NOW - timedelta(days=2)


def test_a_flagged_text_waits_since_its_first_open_flag(scene):
    scene.session.add(someone := make_user())
    scene.session.flush()
    flag(scene.reader, scene.proposal, at=NOW + timedelta(hours=1))
    flag(someone, scene.proposal, OFF_TOPIC, at=NOW + timedelta(hours=2))
    assert waiting_since(scene.proposal) == NOW + timedelta(hours=1)


def test_a_text_that_nobody_flagged_does_not_wait(scene):
    assert waiting_since(scene.proposal) is None


def test_a_decision_answers_the_flags_that_were_open(scene):
    made = flag(scene.reader, scene.proposal)
    first = decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    second = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    assert [one.id for one in flags_settled_by(first.id)] == [made.id]
    assert flags_settled_by(second.id) == []
