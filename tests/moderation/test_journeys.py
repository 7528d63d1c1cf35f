"""What « Mes contributions » tells of moderation, and the links beside each text."""

import pytest
from flask_login import login_user

from consult.accounts.models import Role, RoleGrant
from moderation.acts import offered_acts
from moderation.journeys import tell_decisions
from moderation.models import Verdict
from tests.factories import NOW
from tests.factories.contributions import post_proposal
from tests.factories.moderation import decide_on


def test_each_decision_is_a_step_with_its_rule_and_the_way_to_contest_it(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    [step] = tell_decisions([scene.proposal])[scene.proposal.id]
    assert step.label == "Modération\u00a0: masquée"
    assert step.text.startswith("Règle 7\u00a0: Dans le sujet. Votre texte")
    assert "contester" in step.url_label


def test_a_text_left_online_is_no_step(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    assert tell_decisions([scene.proposal]) == {}


def test_a_publication_says_nothing_of_contesting(scene):
    scene.consultation.pre_moderated = True
    text = post_proposal(scene.author, scene.consultation)
    decide_on(scene.moderator, text, Verdict.PUBLISH)
    [step] = tell_decisions([text])[text.id]
    assert (step.label, step.text, step.url_label) == ("Modération\u00a0: publiée", "", "Lire la décision")


def _labels(person, contribution):
    if person is not None:
        login_user(person)
    return [str(act.label) for act in offered_acts(contribution)]


def test_a_visitor_may_flag(scene):
    assert _labels(None, scene.proposal) == ["Signaler"]


@pytest.mark.parametrize(
    ("who", "labels"), [("reader", ["Signaler"]), ("author", []), ("moderator", ["Signaler", "Modérer"])]
)
def test_each_person_is_offered_what_they_may_do(scene, who, labels):
    assert _labels(getattr(scene, who), scene.proposal) == labels


def test_a_moderator_of_another_consultation_is_offered_no_case(scene):
    scene.reader.grants.append(RoleGrant(role=Role.MODERATOR, consultation_id=987, granted_at=NOW))
    scene.session.flush()
    assert _labels(scene.reader, scene.proposal) == ["Signaler"]


def test_what_is_not_public_cannot_be_flagged(scene):
    decide_on(scene.moderator, scene.proposal, Verdict.HIDE)
    assert _labels(scene.reader, scene.proposal) == []
