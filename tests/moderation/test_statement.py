"""The reasons of a decision, as its author reads them."""

import pytest

from consult.kit import clock
from moderation.models import Decision, FlagReason, Verdict
from moderation.operations.decisions import decide
from moderation.operations.signals import examine
from moderation.statement import statement_of_reasons
from moderation.verdicts import AGAINST_THE_AUTHOR
from moderation.wording import EFFECTS
from tests.factories import NOW
from tests.factories.contributions import post_comment
from tests.factories.moderation import INSULT, OFF_TOPIC, decide_on, flag, rule_on


def test_it_gives_the_effect_the_rule_the_fact_and_the_reason(scene):
    ruling = rule_on(scene.proposal, Verdict.HIDE, fact="les places", explanation="Il s’agit du stationnement.")
    said = statement_of_reasons(decide(scene.moderator, scene.proposal, ruling, at=NOW))
    assert (said.rule_number, said.rule_title) == (7, "Dans le sujet")
    assert (said.fact, said.explanation) == ("« les places »", "Il s’agit du stationnement.")
    assert "n’est plus visible" in str(said.effect)


def test_it_says_until_when_one_may_appeal_six_months_later_at_midnight(scene):
    said = statement_of_reasons(decide_on(scene.moderator, scene.proposal, Verdict.HIDE))
    until = clock.local(said.appeal_until)
    assert (until.year, until.month, until.day, until.hour, until.minute) == (2027, 4, 1, 23, 59)


def test_the_end_of_august_leads_to_the_end_of_february(scene):
    at = NOW.replace(month=8, day=31)
    decision = decide(scene.moderator, scene.proposal, rule_on(scene.proposal, Verdict.HIDE), at=at)
    assert clock.local(decision.appeal_until).strftime("%Y-%m-%d") == "2027-02-28"


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        (Decision(decided_by_id=1, detected_automatically=False), "Aucun outil automatique"),
        (Decision(decided_by_id=1, detected_automatically=True), "attirée automatiquement"),
        (Decision(decided_by_id=None, detected_automatically=False), "automatique et provisoire"),
    ],
)
def test_it_says_by_what_means_the_decision_was_taken(app, decision, words):
    decision.verdict, decision.fact = Verdict.HIDE, ""
    assert words in str(statement_of_reasons(decision).means)


def test_each_passage_stands_between_its_own_guillemets(scene):
    ruling = rule_on(scene.proposal, Verdict.HIDE, fact="les places\n\n le parc ")
    said = statement_of_reasons(decide(scene.moderator, scene.proposal, ruling, at=NOW))
    assert said.fact == "« les places », « le parc »"


def test_what_a_flag_or_a_detector_says_is_never_told_as_a_finding(scene):
    text = post_comment(scene.author, scene.proposal, "Ce connard habite au 06 12 34 56 78.")
    examine(text, at=NOW)
    flag(scene.reader, text, OFF_TOPIC)
    said = statement_of_reasons(decide_on(scene.moderator, text, Verdict.HIDE, INSULT))
    assert said.also_seen == []
    assert "par un signalement et par un contrôle automatique" in str(said.means)


def test_the_other_reasons_that_the_moderator_ticks_are_told_once(scene):
    also = (FlagReason.PERSONAL_DATA, FlagReason.INSULT)
    ruling = rule_on(scene.proposal, Verdict.HIDE, INSULT, also=also)
    said = statement_of_reasons(decide(scene.moderator, scene.proposal, ruling, at=NOW))
    assert [str(one) for one in said.also_seen] == ["Information privée"]


def test_a_decision_in_favour_of_the_author_gives_no_delay(scene):
    said = statement_of_reasons(decide_on(scene.moderator, scene.proposal, Verdict.KEEP))
    assert (said.appeal_until, said.rule_title, said.fact) == (None, "", "")


@pytest.mark.parametrize("verdict", sorted(AGAINST_THE_AUTHOR))
def test_each_decision_against_an_author_says_that_the_text_is_not_seen(verdict):
    assert "n’est p" in str(EFFECTS[verdict])
