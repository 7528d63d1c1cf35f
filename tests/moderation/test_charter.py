"""The default charter, and the one a consultation may adopt."""

import pytest

from consult.kit.errors import Invalid
from moderation.charter import DEFAULT, cited, default_title
from moderation.models import LAW, PRESSING, Charter, CharterRule, FlagReason, Gravity, Verdict
from moderation.queries.charters import rules_in_force
from tests.factories import NOW
from tests.factories.moderation import decide_on


@pytest.fixture
def own_charter(scene):
    """Return the scene once its consultation adopted a charter of two rules."""
    rules = [
        CharterRule(
            number=1, reason=FlagReason.INSULT, title="Restons courtois", statement="Votre texte insulte."
        ),
        CharterRule(number=2, reason=FlagReason.OFF_TOPIC, title="Le numérique, rien d’autre"),
    ]
    scene.session.add(
        Charter(consultation_id=scene.consultation.id, version=1, adopted_at=NOW, adopted_by_id=None, rules=rules)
    )
    scene.session.flush()
    return scene


def test_the_default_charter_numbers_one_rule_for_each_reason():
    assert [rule.number for rule in DEFAULT.rules] == list(range(1, 10))
    assert {rule.reason for rule in DEFAULT.rules} == set(FlagReason)


def test_the_law_comes_first_in_the_default_charter():
    gravities = [rule.reason.gravity for rule in DEFAULT.rules]
    assert gravities == sorted(gravities, key=list(Gravity).index)


def test_insults_hate_libel_threats_and_private_data_are_the_law_and_advertising_is_not():
    assert {reason.value for reason in LAW} == {
        "insult",
        "hate",
        "defamation",
        "threat",
        "personal_data",
    }
    assert {FlagReason.ADVERTISING} == PRESSING - LAW


@pytest.mark.parametrize("rule", DEFAULT.rules, ids=lambda rule: rule.reason.value)
def test_each_rule_says_what_it_asks_and_what_is_told_to_whoever_breaks_it(rule):
    assert str(rule.title)
    assert str(rule.body).endswith(".")
    assert str(rule.statement).startswith(("Votre texte", "Une contribution"))


def test_a_consultation_without_a_charter_lives_by_the_default_one(scene):
    assert rules_in_force(scene.consultation.id) is DEFAULT


def test_a_consultation_lives_by_its_own_charter(own_charter):
    rules = rules_in_force(own_charter.consultation.id)
    assert [str(rule.title) for rule in rules.rules] == ["Restons courtois", "Le numérique, rien d’autre"]


def test_the_latest_version_is_in_force(own_charter):
    rule = CharterRule(number=1, reason=FlagReason.INSULT, title="Soyons courtois")
    own_charter.session.add(
        Charter(consultation_id=own_charter.consultation.id, version=2, adopted_at=NOW, rules=[rule])
    )
    own_charter.session.flush()
    assert rules_in_force(own_charter.consultation.id).version == 2


def test_a_decision_cites_the_rule_as_its_charter_worded_it(own_charter):
    decision = decide_on(own_charter.moderator, own_charter.proposal, Verdict.HIDE, 2)
    own_charter.session.refresh(decision)
    assert str(cited(decision).title) == "Le numérique, rien d’autre"


def test_a_rule_of_the_default_charter_is_refused_where_another_holds(own_charter):
    with pytest.raises(Invalid):
        decide_on(own_charter.moderator, own_charter.proposal, Verdict.HIDE, 7)


def test_a_decision_that_rests_on_no_rule_cites_none(scene):
    assert cited(decide_on(scene.moderator, scene.proposal, Verdict.KEEP)) is None


@pytest.mark.parametrize(("number", "title"), [(7, "Dans le sujet"), (99, ""), (None, "")])
def test_a_default_rule_is_named_by_its_number(number, title):
    assert default_title(number) == title
