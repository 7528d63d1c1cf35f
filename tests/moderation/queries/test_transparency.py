"""The figures of the transparency report."""

from datetime import timedelta

import pytest

from moderation.models import FlagReason, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.decisions import decide
from moderation.operations.signals import examine
from moderation.operations.suspensions import answer_suspension, contest_suspension
from moderation.queries.decisions import Contested, Means, RegisterFilter, register_lines
from moderation.queries.transparency import Delays, Period, transparency
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_comment, post_proposal
from tests.factories.moderation import INSULT, decide_on, flag, rule_on, sanction


@pytest.fixture
def report(scene):
    """Return the report of a consultation in which two texts were flagged and one decision reversed."""
    comment = post_comment(scene.reader, scene.proposal)
    for text in (scene.proposal, comment):
        flag(scene.second if text is comment else scene.reader, text)
    decision = decide(
        scene.moderator, comment, rule_on(comment, Verdict.HIDE, INSULT), at=NOW + timedelta(hours=3)
    )
    appeal = file_appeal(scene.reader, decision, "Relisez.", at=NOW + timedelta(days=1))
    answer_appeal(scene.second, appeal, "D’accord.", reverse=True, at=NOW + timedelta(days=2))
    return transparency(Period(scene.consultation))


def test_what_came_in_is_counted(report):
    assert (report.received, report.flags) == (2, 2)


def test_decisions_are_counted_by_sort_and_by_rule(report):
    assert (report.decisions, report.automatic) == (2, 0)
    assert (report.by_verdict[Verdict.HIDE], report.by_verdict[Verdict.RESTORE]) == (1, 1)
    assert (report.by_reason[FlagReason.INSULT], report.by_reason[FlagReason.OFF_TOPIC]) == (1, 0)


def test_the_register_is_narrowed_by_what_became_of_appeals_by_theme_and_by_who_decided(report, scene):
    reversal, decided = register_lines()

    def kept(**values: object):
        return {one.id for one in register_lines(RegisterFilter(**values))}

    assert kept(contested=Contested.ANY) == kept(contested=Contested.REVERSED) == {decided.id}
    assert kept(contested=Contested.WAITING) | kept(contested=Contested.CONFIRMED) == set()
    # What is said under a proposal stands in its theme.
    assert kept(theme_id=scene.proposal.theme_id, means=Means.PERSON) == {reversal.id, decided.id}
    assert kept(means=Means.AUTOMATIC) == kept(theme_id=0) == set()


def test_appeals_of_sanctions_are_counted_with_those_of_decisions(report, scene):
    for contested in (
        sanction(scene.moderator, scene.proposal),
        sanction(scene.moderator, post_proposal(scene.reader, scene.consultation)),
    ):
        contest_suspension(contested, "Je citais.", at=NOW)
    answer_suspension(scene.second, contested, "Non.", reverse=False, at=NOW)
    now = transparency(Period(scene.consultation))
    assert (report.appeals, report.reversed, report.confirmed, report.unanswered) == (1, 1, 0, 0)
    assert (now.appeals, now.reversed, now.confirmed, now.unanswered) == (3, 1, 1, 1)


def test_appeals_and_reversals_are_counted_with_their_delay(report):
    assert (report.appeals, report.reversed) == (1, 1)
    assert report.appeal_delays == Delays(24.0, 24.0)


def test_a_reversal_takes_the_delay_of_its_appeal_and_is_no_delay_to_decide(report):
    assert report.delays == Delays(3.0, 3.0)
    reversal, decided = register_lines()
    waited = [(one.decided_at - one.waiting_since).total_seconds() / 3600 for one in (reversal, decided)]
    assert waited == [24.0, 3.0]


def test_what_a_detector_saw_waits_since_then(scene):
    comment = post_comment(scene.reader, scene.proposal, "Quel connard.")
    examine(comment, at=NOW)
    decide(scene.moderator, comment, rule_on(comment, Verdict.HIDE), at=NOW + timedelta(hours=2))
    assert transparency(Period()).delays == Delays(2.0, 2.0)


def test_half_of_the_decisions_and_nine_in_ten_are_timed(scene):
    for hours in range(1, 11):
        comment = post_comment(scene.reader, scene.proposal)
        flag(scene.author, comment)
        decide(scene.moderator, comment, rule_on(comment, Verdict.KEEP), at=NOW + timedelta(hours=hours))
    assert transparency(Period()).delays == Delays(5.5, 9.0)


def test_another_consultation_or_year_has_its_own_figures(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    scene.session.add(other := make_consultation())
    scene.session.flush()
    assert transparency(Period(other)).decisions == 0
    assert transparency(Period(year=NOW.year - 1)).decisions == 0
    assert transparency(Period(scene.consultation, NOW.year)).decisions == 1


def test_without_a_decision_there_is_no_delay(scene):
    empty = transparency(Period(scene.consultation))
    assert (empty.delays, empty.appeal_delays, empty.decisions) == (None, None, 0)
