"""Deciding of a text, and what is refused."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from contributions import operations as writing
from contributions.models import Status
from contributions.queries.history import changes_of
from moderation.models import Flag, Verdict
from moderation.operations.decisions import decide
from moderation.queries.decisions import decision_in_force, decisions_on
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_proposal
from tests.factories.moderation import OFF_TOPIC, decide_on, flag, rule_on


def _waiting(scene):
    scene.consultation.pre_moderated = True
    return post_proposal(scene.author, scene.consultation)


def test_a_decision_changes_the_status_and_keeps_its_row(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    row = changes_of(scene.proposal)[-1]
    assert scene.proposal.status is Status.HIDDEN
    assert (row.id, row.actor_id, row.to_status) == (decision.status_change_id, scene.moderator.id, Status.HIDDEN)


def test_leaving_a_text_online_is_a_decision_without_a_change(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    assert (scene.proposal.status, decision.status_change_id) == (Status.PUBLISHED, None)


def test_a_decision_keeps_who_when_which_version_and_which_rule(scene):
    one = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    assert (one.decided_by_id, one.decided_at, one.version) == (scene.moderator.id, NOW, 1)
    assert (one.rule_number, one.charter_version) == (OFF_TOPIC, 1)


def test_without_an_explanation_the_rules_own_sentence_is_sent(scene):
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    assert decision.explanation == "Votre texte ne répond pas à la question posée par cette consultation."


def test_the_author_is_sent_the_reasons(scene):
    ruling = rule_on(scene.proposal, Verdict.HIDE, explanation="Il s’agit du stationnement.", fact="les places")
    decide(scene.moderator, scene.proposal, ruling, at=NOW)
    mail = scene.session.scalars(select(OutgoingMail)).one()
    assert mail.recipient == scene.author.email
    for words in ("Il s’agit du stationnement.", "les places", "Dans le sujet", "1er avril 2027", "/decisions/"):
        assert words in mail.text


def test_the_author_is_not_troubled_when_a_text_stays_as_it_was(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    assert scene.session.scalars(select(OutgoingMail)).all() == []


def test_a_decision_answers_every_open_flag(scene):
    made = flag(scene.reader, scene.proposal)
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    assert scene.session.get(Flag, made.id, populate_existing=True).decision_id == decision.id


def test_a_severe_decision_without_a_rule_is_refused(scene):
    with pytest.raises(Invalid) as refusal:
        decide_on(scene.moderator, scene.proposal, Verdict.HIDE, rule=None)
    assert refusal.value.field == "rule"


def test_a_rule_of_another_charter_is_refused(scene):
    with pytest.raises(Invalid):
        decide_on(scene.moderator, scene.proposal, Verdict.HIDE, rule=99)


def test_a_decision_on_an_outdated_text_is_refused(scene):
    ruling = rule_on(scene.proposal, Verdict.HIDE)
    writing.edit_proposal(scene.author, scene.proposal, draft_for(scene.consultation), at=NOW)
    with pytest.raises(Conflict):
        decide(scene.moderator, scene.proposal, ruling, at=NOW)
    assert scene.proposal.status is Status.PUBLISHED


def test_a_decision_on_a_withdrawn_text_is_refused(scene):
    ruling = rule_on(scene.proposal, Verdict.HIDE)
    writing.withdraw(scene.author, scene.proposal, "done", at=NOW)
    with pytest.raises(Conflict):
        decide(scene.moderator, scene.proposal, ruling, at=NOW)


def test_the_second_of_two_moderators_is_refused(scene):
    ruling = rule_on(scene.proposal, Verdict.KEEP)
    decide(scene.moderator, scene.proposal, ruling, at=NOW)
    with pytest.raises(Conflict):
        decide(scene.second, scene.proposal, replace(ruling, verdict=Verdict.HIDE), at=NOW)


def test_only_the_last_decision_is_in_force(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    last = decide_on(scene.moderator, scene.proposal, Verdict.RESTORE)
    assert decision_in_force(scene.proposal.id).id == last.id
    assert [one.in_force for one in decisions_on([scene.proposal.id])] == [False, True]


def test_hiding_then_restoring_gives_the_counters_back(scene):
    theme = scene.consultation.themes[0]
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    scene.session.refresh(theme)
    assert theme.proposals_count == 0
    decide_on(scene.moderator, scene.proposal, Verdict.RESTORE)
    scene.session.refresh(theme)
    assert theme.proposals_count == 1


def test_a_revision_comes_back_to_the_queue(scene):
    text = _waiting(scene)
    decide_on(scene.moderator, text, Verdict.REQUEST_REVISION)
    writing.edit_proposal(scene.author, text, draft_for(scene.consultation), at=NOW)
    assert text.status is Status.PENDING
    decide_on(scene.moderator, text, Verdict.PUBLISH)
    assert text.status is Status.PUBLISHED
