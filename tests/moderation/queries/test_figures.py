"""What the synthesis and the register count."""

from contributions import operations as writing
from moderation.models import FlagReason, Verdict
from moderation.operations.concerns import rebuild_concerns
from moderation.queries.figures import excluded_by_rule, pending_count, places_decided
from moderation.queries.queue import waiting_count
from tests.factories import NOW
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import INSULT, OFF_TOPIC, decide_on, flag


def _figures(scene):
    return [(one.reason, one.number, one.count) for one in excluded_by_rule(scene.consultation)]


def test_texts_are_counted_by_the_rule_that_keeps_them_out(scene):
    one, other = (post_comment(scene.author, scene.proposal) for _ in range(2))
    decide_on(scene.moderator, one, Verdict.HIDE, INSULT)
    decide_on(scene.moderator, other, Verdict.REMOVE, INSULT)
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE, OFF_TOPIC)
    assert _figures(scene) == [(FlagReason.INSULT, 1, 2), (FlagReason.OFF_TOPIC, 7, 1)]


def test_a_restored_text_is_no_longer_counted(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    decide_on(scene.moderator, scene.proposal, Verdict.RESTORE)
    assert _figures(scene) == []


def test_a_text_withdrawn_after_it_was_hidden_is_no_longer_counted(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    writing.withdraw(scene.author, scene.proposal, "done", at=NOW)
    assert _figures(scene) == []


def test_the_rule_is_named_as_the_charter_words_it(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    assert excluded_by_rule(scene.consultation)[0].rule == "Dans le sujet"


def test_what_was_sent_and_not_decided_is_pending(scene):
    scene.consultation.pre_moderated = True
    text = post_proposal(scene.author, scene.consultation)
    assert pending_count(scene.consultation) == 1
    decide_on(scene.moderator, text, Verdict.PUBLISH)
    assert pending_count(scene.consultation) == 0


def test_the_register_lists_the_consultations_in_which_something_was_decided(scene):
    assert places_decided().consultations == []
    decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    assert places_decided().consultations == [(scene.consultation.id, scene.consultation.title)]


def test_concerns_can_be_rebuilt_from_the_flags(scene):
    flag(scene.reader, scene.proposal)
    assert rebuild_concerns(at=NOW) == 1
    assert waiting_count(scene.moderator) == 1
