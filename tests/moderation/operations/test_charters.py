"""Adopting a charter: versioned, never without what the law forbids, asked of whoever writes."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from consult.kit.db import session
from consult.kit.errors import Conflict, Invalid
from moderation import personal_data
from moderation.charter import DEFAULT, cited
from moderation.models import CharterAcceptance, FlagReason, Verdict
from moderation.operations.charters import RuleDraft, accept_charter, adopt_charter
from moderation.queries.charters import (
    charter_to_accept,
    charter_versions,
    rules_in_force,
    rules_of_version,
)
from tests.factories import NOW
from tests.factories.moderation import OFF_TOPIC, decide_on

RULES = [RuleDraft(rule.reason, str(rule.title), str(rule.body), str(rule.statement)) for rule in DEFAULT.rules]
LOCAL = RuleDraft(FlagReason.OFF_TOPIC, "Le numérique, rien d’autre", "Parlez du numérique.")


def adopt(scene, drafts, read_version=1):
    return adopt_charter(scene.moderator, scene.consultation, drafts, read_version=read_version, at=NOW)


def test_the_first_version_follows_the_default_one(scene):
    charter = adopt(scene, [*RULES, LOCAL])
    assert (charter.version, rules_in_force(scene.consultation.id).charter_id) == (2, charter.id)
    assert [rule.number for rule in charter.rules] == list(range(1, 11))


def test_rules_without_a_title_are_left_out_and_the_others_renumbered(scene):
    emptied = [replace(one, title=" ") if one.reason is FlagReason.ADVERTISING else one for one in RULES]
    charter = adopt(scene, emptied)
    assert [rule.number for rule in charter.rules] == list(range(1, 9))
    assert FlagReason.ADVERTISING not in {rule.reason for rule in charter.rules}


@pytest.mark.parametrize("reason", ["insult", "hate", "defamation", "threat", "personal_data"])
def test_what_the_law_forbids_cannot_be_taken_away(scene, reason):
    with pytest.raises(Invalid, match="que la loi interdit"):
        adopt(scene, [one for one in RULES if one.reason != reason])


def test_adopting_the_same_rules_again_is_refused(scene):
    with pytest.raises(Invalid, match="déjà en vigueur"):
        adopt(scene, RULES)
    assert charter_versions(scene.consultation.id) == []


def test_two_people_do_not_overwrite_each_other(scene):
    adopt(scene, [*RULES, LOCAL])
    with pytest.raises(Conflict, match="vient de modifier la charte"):
        adopt(scene, RULES, read_version=1)


def test_whoever_breaks_a_rule_without_a_sentence_is_told_what_it_means(scene):
    assert adopt(scene, [*RULES, LOCAL]).rules[-1].statement == "Parlez du numérique."


def test_a_decision_keeps_the_words_of_the_version_it_cited(scene):
    adopt(scene, [replace(one, title=f"{one.title} !") for one in RULES])
    decision = decide_on(scene.moderator, scene.proposal, Verdict.HIDE, OFF_TOPIC)
    adopt(scene, RULES, read_version=2)
    assert (decision.charter_version, cited(decision).title) == (2, "Dans le sujet !")


def test_former_versions_can_be_read(scene):
    adopt(scene, [*RULES, LOCAL])
    adopt(scene, RULES, read_version=2)
    assert [version for version, _ in charter_versions(scene.consultation.id)] == [3, 2]
    assert len(rules_of_version(scene.consultation.id, 2).rules) == 10
    assert rules_of_version(scene.consultation.id, 1) is DEFAULT


def test_nobody_is_asked_to_accept_the_default_charter_again(scene):
    assert charter_to_accept(scene.author, slug=scene.consultation.slug) is None


def test_each_new_version_is_asked_of_each_person(scene):
    slug = scene.consultation.slug
    first = adopt(scene, [*RULES, LOCAL])
    accept_charter(scene.author, first.id, at=NOW)
    asked = [charter_to_accept(one, slug=slug) for one in (scene.author, scene.reader)]
    adopt(scene, RULES, read_version=2)
    again = [charter_to_accept(one, slug=slug) for one in (scene.author, scene.reader)]
    assert (asked, again) == ([None, slug], [slug, slug])


def test_the_consultation_is_found_from_the_text_one_answers(scene):
    adopt(scene, [*RULES, LOCAL])
    assert charter_to_accept(scene.reader, contribution_id=scene.proposal.id) == scene.consultation.slug


def test_accepting_twice_is_noted_once(scene):
    charter = adopt(scene, [*RULES, LOCAL])
    for _ in range(2):
        accept_charter(scene.author, charter.id, at=NOW)
    assert len(session.scalars(select(CharterAcceptance)).all()) == 1


def test_what_one_accepted_is_handed_over(scene):
    accept_charter(scene.author, adopt(scene, [*RULES, LOCAL]).id, at=NOW)
    parts = {part.name: part.content for part in personal_data.hand_over(scene.author, NOW)}
    assert [line["version"] for line in parts["chartes-acceptees"]] == [2]
