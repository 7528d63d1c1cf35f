"""What an organiser lets happen without a person: nothing by default, then held or hidden until someone reads."""

import pytest

from consult.accounts.models import Visitor
from consult.kit import jobs
from consult.kit.errors import Conflict, Invalid
from consult.kit.mail import OutgoingMail
from contributions import operations as writing
from contributions.models import Status
from moderation.models import LAW, Decision, FlagReason, Verdict
from moderation.operations.automation import choose_automation, hide_if_flagged_enough, say_why_held
from moderation.operations.charters import RuleDraft, adopt_charter
from moderation.operations.decisions import decide
from moderation.operations.signals import examine
from moderation.queries.decisions import decision_in_force
from moderation.queries.queue import pending_review, waiting_count
from moderation.queries.transparency import Period, transparency
from moderation.statement import statement_of_reasons
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for, post_comment, post_proposal
from tests.factories.moderation import INSULT, OFF_TOPIC, decide_on, flag, rule_on
from tests.factories.people import make_user

INSULTING = "Le président du conseil est un connard."
CIVIL = "Le président du conseil se trompe, et il nous doit des comptes."


def choose(scene, *held: str, hide_at=None):
    return choose_automation(scene.second, scene.consultation, held, hide_at, at=NOW)


def send(scene, source=INSULTING):
    """Post a comment and let the worker read it."""
    text = post_comment(scene.author, scene.proposal, source)
    say_why_held(text, examine(text, at=NOW), at=NOW)
    return text


def flagged_by(scene, number, text, rule=INSULT):
    people = [make_user() for _ in range(number)]
    scene.session.add_all(people)
    scene.session.flush()
    for one in people:
        flag(one, text, rule)
    return hide_if_flagged_enough(text, at=NOW)


def letters_to(scene, person) -> list[str]:
    scene.session.flush()
    written = scene.session.query(OutgoingMail).filter_by(recipient=person.email).order_by(OutgoingMail.id)
    return [one.text for one in written]


# --- held before publication ------------------------------------------------------------


def test_nothing_is_held_nor_hidden_unless_it_was_chosen(scene):
    text = send(scene)
    assert (text.status, flagged_by(scene, 12, text), decision_in_force(text.id)) == (Status.PUBLISHED, None, None)


def test_a_text_waits_for_a_person_where_its_signal_was_chosen(scene):
    choose(scene, "insults")
    text = send(scene)
    decision = decision_in_force(text.id)
    assert (text.status, decision.verdict, decision.is_automatic) == (Status.PENDING, Verdict.HOLD, True)
    assert (decision.from_status, decision.fact, decision.rule_number) == (Status.DRAFT, "connard", INSULT)
    assert [row.id for row in pending_review(scene.moderator, at=NOW).items] == [text.id]


def test_only_the_chosen_signals_hold_and_only_in_that_consultation(scene):
    choose(scene, "private")
    assert send(scene).status is Status.PUBLISHED
    choose(scene, "insults")
    scene.session.add(elsewhere := make_consultation())
    scene.session.flush()
    assert send(scene, CIVIL).status is Status.PUBLISHED
    assert post_proposal(scene.author, elsewhere, source=INSULTING).status is Status.PUBLISHED


def test_words_in_a_title_hold_too(scene):
    choose(scene, "insults")
    assert (
        post_proposal(scene.author, scene.consultation, title="Ce maire est un connard").status is Status.PENDING
    )


def test_an_edit_that_brings_the_words_in_sends_the_text_back(scene):
    choose(scene, "insults")
    text = send(scene, CIVIL)
    writing.edit_response(scene.author, text, INSULTING, at=NOW)
    say_why_held(text, examine(text, at=NOW), at=NOW)
    decision = decision_in_force(text.id)
    assert (text.status, decision.from_status, decision.version) == (Status.PENDING, Status.PUBLISHED, 2)
    assert decision.status_change_id is not None


def test_the_reason_is_given_once_though_the_worker_reads_twice(scene):
    choose(scene, "insults")
    text = send(scene)
    writing.edit_response(scene.author, text, f"{INSULTING} Vraiment.", at=NOW)
    assert say_why_held(text, examine(text, at=NOW), at=NOW) is None


def test_where_all_is_read_before_nothing_more_is_said(scene):
    choose(scene, "insults")
    scene.consultation.pre_moderated = True
    assert decision_in_force(send(scene).id) is None


def test_a_held_text_s_author_reads_that_it_is_automatic_and_that_a_person_comes(scene):
    choose(scene, "insults")
    send(scene)
    [letter] = letters_to(scene, scene.author)
    assert "connard" in letter
    assert "automatique et provisoire" in letter
    assert "une personne va d’abord le lire" in letter


def test_a_person_lifts_what_was_held_and_signs(scene):
    choose(scene, "insults")
    text = send(scene)
    decision = decide_on(scene.moderator, text, Verdict.PUBLISH)
    assert (text.status, decision.is_automatic, decision.detected_automatically) == (Status.PUBLISHED, False, True)
    assert "automatique et provisoire" not in str(statement_of_reasons(decision).means)


def test_a_rule_of_the_consultation_s_own_charter_is_cited(scene):
    drafts = [RuleDraft(FlagReason.HATE, "Ni haine"), RuleDraft(FlagReason.INSULT, "Parlez en voisins")]
    drafts += [RuleDraft(one, one.value) for one in sorted(LAW - {FlagReason.HATE, FlagReason.INSULT})]
    adopt_charter(scene.second, scene.consultation, drafts, read_version=1, at=NOW)
    choose(scene, "insults")
    decision = decision_in_force(send(scene).id)
    assert (decision.rule_number, decision.charter_version) == (2, 2)


# --- hidden at a threshold --------------------------------------------------------------


def test_a_text_is_hidden_when_enough_people_flag_it_and_waits_for_a_person(scene):
    choose(scene, hide_at=3)
    assert flagged_by(scene, 2, scene.proposal) is None
    decision = flagged_by(scene, 1, scene.proposal)
    assert (scene.proposal.status, decision.is_automatic, decision.appeal_until) == (Status.HIDDEN, True, None)
    assert [row.id for row in pending_review(scene.moderator, at=NOW).items] == [scene.proposal.id]
    assert waiting_count(scene.moderator) == 1


def test_flags_that_are_not_about_the_law_hide_nothing(scene):
    choose(scene, hide_at=3)
    assert flagged_by(scene, 5, scene.proposal, OFF_TOPIC) is None


def test_addresses_typed_by_visitors_hide_nothing(scene):
    choose(scene, hide_at=3)
    for number in range(5):
        flag(Visitor(), scene.proposal, email=f"v{number}@exemple.fr")
    assert hide_if_flagged_enough(scene.proposal, at=NOW) is None


def test_what_a_person_left_online_is_not_hidden_until_it_changes(scene):
    choose(scene, hide_at=3)
    decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    assert flagged_by(scene, 5, scene.proposal) is None
    writing.edit_proposal(scene.author, scene.proposal, draft_for(scene.consultation, source="Autre."), at=NOW)
    assert flagged_by(scene, 3, scene.proposal) is not None


def test_a_moderator_confirms_and_only_then_may_the_author_appeal(scene):
    choose(scene, hide_at=3)
    flagged_by(scene, 3, scene.proposal)
    confirmed = decide_on(scene.moderator, scene.proposal, Verdict.HIDE, INSULT)
    assert (scene.proposal.status, confirmed.appeal_until is not None) == (Status.HIDDEN, True)
    assert waiting_count(scene.moderator) == 0
    with pytest.raises(Conflict):
        decide(scene.second, scene.proposal, rule_on(scene.proposal, Verdict.HIDE, INSULT), at=NOW)


def test_a_moderator_lifts_and_the_counters_come_back(scene):
    theme = scene.consultation.themes[0]
    choose(scene, hide_at=3)
    flagged_by(scene, 3, scene.proposal)
    scene.session.refresh(theme)
    hidden = theme.proposals_count
    decide_on(scene.moderator, scene.proposal, Verdict.RESTORE, None)
    scene.session.refresh(theme)
    assert (hidden, theme.proposals_count, scene.proposal.status) == (0, 1, Status.PUBLISHED)


def test_the_author_and_the_flaggers_are_told_at_once(scene):
    choose(scene, hide_at=3)
    flag(scene.reader, scene.proposal)
    flagged_by(scene, 2, scene.proposal)
    assert "3 personnes ont signalé ce texte." in letters_to(scene, scene.author)[-1]
    scene.session.commit()
    jobs.run_due()
    assert "C’est provisoire" in letters_to(scene, scene.reader)[-1]


def test_the_report_tells_automatic_measures_from_decisions(scene):
    choose(scene, "insults", hide_at=3)
    flagged_by(scene, 3, scene.proposal)
    decide_on(scene.moderator, send(scene), Verdict.REFUSE)
    report = transparency(Period(scene.consultation))
    assert (report.decisions, report.automatic) == (3, 2)
    assert (report.by_verdict[Verdict.HOLD], report.by_verdict[Verdict.HIDE]) == (1, 1)


# --- choosing -----------------------------------------------------------------------------


@pytest.mark.parametrize(("held", "hide_at"), [(["shouting"], None), (["insults"], 2), ([], 101), ([], -1)])
def test_what_may_not_be_chosen_is_refused_and_changes_nothing(scene, held, hide_at):
    choose(scene, "hate", hide_at=8)
    with pytest.raises(Invalid):
        choose(scene, *held, hide_at=hide_at)
    assert (choose(scene, "hate").held, scene.session.query(Decision).count()) == (["hate"], 0)
