"""Contesting a decision, and the answer of someone else."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.kit.errors import Conflict, Forbidden, Invalid
from consult.kit.mail import OutgoingMail
from consult.kit.permissions import allows, require
from contributions import operations as writing
from contributions.models import Status
from moderation.models import Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.queries.appeals import appeals_count, appeals_waiting
from moderation.rules import Permission
from tests.factories import NOW
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import INSULT, OFF_TOPIC, decide_on


@pytest.fixture
def contested(scene):
    """Return the scene once its proposal was hidden and its author contested that."""
    scene.decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    scene.appeal = file_appeal(scene.author, scene.decision, "Les gares sont bien le sujet.", at=NOW)
    return scene


def _last_mail(scene):
    return scene.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id.desc())).first()


def test_an_appeal_is_acknowledged_and_waits(contested):
    assert _last_mail(contested).subject.endswith("» : votre recours est reçu")
    assert [one.id for one in appeals_waiting(contested.second).items] == [contested.appeal.id]


def test_the_one_who_decided_is_not_counted_among_those_who_may_answer(contested):
    assert (appeals_count(contested.moderator), appeals_count(contested.second)) == (0, 1)


def test_a_second_appeal_is_refused(contested):
    with pytest.raises(Conflict):
        file_appeal(contested.author, contested.decision, "J’insiste.", at=NOW)


def test_an_appeal_without_a_reason_is_refused(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    with pytest.raises(Invalid):
        file_appeal(scene.author, decision, "  ", at=NOW)


def test_an_appeal_is_open_for_six_months_to_the_author_alone(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    last_minute = decision.appeal_until - timedelta(minutes=1)
    assert allows(scene.author, Permission.APPEAL, decision, at=last_minute)
    assert not allows(scene.author, Permission.APPEAL, decision, at=last_minute + timedelta(minutes=2))
    assert not allows(scene.reader, Permission.APPEAL, decision, at=NOW)


def test_a_decision_that_takes_nothing_away_cannot_be_contested(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    with pytest.raises(Forbidden):
        require(scene.author, Permission.APPEAL, decision)


def test_nobody_answers_an_appeal_against_their_own_decision(contested):
    assert not allows(contested.moderator, Permission.ANSWER_APPEAL, contested.appeal)
    assert allows(contested.second, Permission.ANSWER_APPEAL, contested.appeal)


def test_confirming_changes_nothing_and_gives_reasons(contested):
    answer_appeal(contested.second, contested.appeal, "Le texte parle du stationnement.", reverse=False, at=NOW)
    assert (contested.proposal.status, contested.appeal.reversed) == (Status.HIDDEN, False)
    assert "Le texte parle du stationnement." in _last_mail(contested).text


def test_reversing_restores_the_text_and_its_counters(contested):
    restored = answer_appeal(contested.second, contested.appeal, "C’est le sujet.", reverse=True, at=NOW)
    contested.session.refresh(contested.consultation.themes[0])
    assert contested.proposal.status is Status.PUBLISHED
    assert contested.consultation.themes[0].proposals_count == 1
    assert (restored.on_appeal, contested.appeal.reversal_id) == (True, restored.id)


def test_the_author_is_told_the_answer_once(contested):
    answer_appeal(contested.second, contested.appeal, "C’est le sujet.", reverse=True, at=NOW)
    subjects = [mail.subject for mail in contested.session.scalars(select(OutgoingMail).order_by(OutgoingMail.id))]
    assert [one.endswith("» : la décision est annulée") for one in subjects[2:]] == [True]


def test_an_appeal_is_answered_once(contested):
    answer_appeal(contested.second, contested.appeal, "C’est le sujet.", reverse=True, at=NOW)
    with pytest.raises(Conflict):
        answer_appeal(contested.second, contested.appeal, "Non.", reverse=False, at=NOW)


def test_reversing_after_the_author_withdrew_the_text_leaves_it_withdrawn(contested):
    writing.withdraw(contested.author, contested.proposal, "done", at=NOW)
    assert answer_appeal(contested.second, contested.appeal, "C’est le sujet.", reverse=True, at=NOW) is None
    assert contested.proposal.status is Status.WITHDRAWN


@pytest.mark.parametrize("verdict", [Verdict.REFUSE, Verdict.REQUEST_REVISION, Verdict.REMOVE])
def test_reversing_publishes_what_never_was(scene, verdict):
    scene.consultation.pre_moderated = True
    text = post_proposal(scene.author, scene.consultation)
    appeal = file_appeal(scene.author, decide_on(scene.moderator, text, verdict), "Relisez.", at=NOW)
    answer_appeal(scene.second, appeal, "D’accord.", reverse=True, at=NOW)
    assert text.status is Status.PUBLISHED


def test_a_reversed_comment_counts_again(scene):
    comment = post_comment(scene.reader, scene.proposal)
    appeal = file_appeal(scene.reader, decide_on(scene.moderator, comment, Verdict.REMOVE), "Relisez.", at=NOW)
    answer_appeal(scene.second, appeal, "D’accord.", reverse=True, at=NOW)
    scene.session.refresh(scene.proposal)
    assert scene.proposal.comments == 1


@pytest.fixture
def overturned(contested):
    """Return the scene once someone else put the proposal back."""
    answer_appeal(contested.second, contested.appeal, "C’est le sujet.", reverse=True, at=NOW)
    return contested


@pytest.mark.parametrize("verdict", [Verdict.HIDE, Verdict.REMOVE, Verdict.MASK])
def test_what_an_appeal_put_back_is_not_taken_away_again_for_the_same_rule(overturned, verdict):
    for someone, why in ((overturned.moderator, "Passez ce cas"), (overturned.second, "annulée sur recours")):
        with pytest.raises(Invalid, match=why) as refusal:
            decide_on(someone, overturned.proposal, verdict, OFF_TOPIC)
        assert refusal.value.field == "rule"
    assert overturned.proposal.status is Status.PUBLISHED


def test_what_an_appeal_put_back_may_be_hidden_for_another_rule_by_someone_else(overturned):
    with pytest.raises(Invalid, match="Passez ce cas à une autre personne"):
        decide_on(overturned.moderator, overturned.proposal, Verdict.HIDE, INSULT)
    decide_on(overturned.second, overturned.proposal, Verdict.HIDE, INSULT)
    assert overturned.proposal.status is Status.HIDDEN


def test_a_new_version_is_judged_anew(overturned):
    overturned.proposal.version += 1
    decide_on(overturned.moderator, overturned.proposal, Verdict.HIDE, OFF_TOPIC)
    assert overturned.proposal.status is Status.HIDDEN


def test_a_confirmed_decision_binds_nobody(contested):
    answer_appeal(contested.second, contested.appeal, "Hors sujet.", reverse=False, at=NOW)
    decide_on(contested.moderator, contested.proposal, Verdict.RESTORE)
    decide_on(contested.moderator, contested.proposal, Verdict.HIDE, OFF_TOPIC)
    assert contested.proposal.status is Status.HIDDEN


def test_a_colleague_who_puts_a_text_back_binds_as_long_as_that_stands(scene):
    for verdict, someone in ((Verdict.HIDE, scene.moderator), (Verdict.RESTORE, scene.second)):
        decide_on(someone, scene.proposal, verdict)
    with pytest.raises(Invalid, match="Passez ce cas à une autre personne"):
        decide_on(scene.moderator, scene.proposal, Verdict.HIDE, OFF_TOPIC)
    decide_on(scene.second, scene.proposal, Verdict.HIDE, OFF_TOPIC)
    decide_on(scene.moderator, scene.proposal, Verdict.RESTORE)
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE, INSULT)
    assert scene.proposal.status is Status.HIDDEN


def test_a_hold_is_said_to_be_provisional_rather_than_harmless(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    decision.decided_by_id = None
    with pytest.raises(Forbidden, match="automatique et provisoire"):
        require(scene.author, Permission.APPEAL, decision)
