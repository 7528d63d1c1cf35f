"""What moderation did, in the photograph: the same figures as its public report."""

from datetime import timedelta

import pytest
from flask_babel import force_locale

from consult.accounts.models import Role
from moderation.models import FlagReason, Verdict
from moderation.operations.appeals import answer_appeal, file_appeal
from moderation.operations.decisions import decide
from moderation.queries.transparency import Period, transparency
from moderation.wording import REASONS
from synthesis.analysis.facts import Awaited, ModerationFacts, Tally, Wait
from synthesis.composer.wording import Wording
from synthesis.queries.moderated import moderation_of, reason_name
from tests.factories import NOW
from tests.factories.contributions import post_comment
from tests.factories.moderation import INSULT, decide_on, flag, rule_on
from tests.factories.people import make_user


@pytest.fixture
def moderators(taking_part):
    """Two people who may decide, in the open unit of work."""
    people = [make_user(Role.MODERATOR), make_user(Role.MODERATOR)]
    taking_part.session.add_all(people)
    taking_part.session.flush()
    return people


def facts_of(scene) -> ModerationFacts:
    scene.session.flush()
    return moderation_of(scene.consultation, Wording())


def test_the_photograph_holds_the_figures_of_the_public_report(taking_part, moderators):
    comment = post_comment(taking_part.author, taking_part.proposal)
    flag(moderators[1], comment)
    decided = decide(moderators[0], comment, rule_on(comment, Verdict.HIDE, INSULT), at=NOW + timedelta(hours=3))
    appeal = file_appeal(taking_part.author, decided, "Relisez.", at=NOW + timedelta(days=1))
    answer_appeal(moderators[1], appeal, "D’accord.", reverse=True, at=NOW + timedelta(days=2))
    decide_on(moderators[0], taking_part.argument, Verdict.HIDE)
    facts, report = facts_of(taking_part), transparency(Period(taking_part.consultation))
    for name in ("received", "flags", "decisions", "automatic", "detected", "appeals"):
        assert getattr(facts, name) == getattr(report, name), name
    assert (facts.decisions, facts.appeals, facts.overturned) == (3, 1, report.reversed)
    assert {row.name: row.count for row in facts.by_reason} == {
        str(REASONS[reason]): count for reason, count in report.by_reason.items() if count
    }
    assert report.delays
    assert facts.waits == (
        Wait(Awaited.DECISION, report.delays.median, report.delays.ninth),
        Wait(Awaited.APPEAL, 24.0, 24.0),
    )


def test_without_a_decision_nothing_is_timed(taking_part):
    facts = facts_of(taking_part)
    assert (facts.decisions, facts.appeals, facts.by_reason, facts.waits) == (0, 0, (), ())
    assert facts.received == 4


def test_reasons_are_named_in_the_language_of_the_data_whoever_asks(taking_part, moderators):
    decide_on(moderators[0], taking_part.argument, Verdict.HIDE)
    with force_locale("en"):
        assert facts_of(taking_part).by_reason == (Tally("Hors sujet", 1),)


def test_every_reason_is_named_as_in_the_report(app):
    with app.app_context():
        assert {one: reason_name(one, Wording()) for one in FlagReason} == {
            one: str(label) for one, label in REASONS.items()
        }
