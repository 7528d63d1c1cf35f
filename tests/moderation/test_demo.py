"""What the demonstration gives moderators to read."""

import pytest
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.demo import ground
from consult.demo.making import new_scene
from contributions.demo import fill as contributions_demo
from contributions.models import Contribution, Proposal, Status
from moderation import demo
from moderation.models import Appeal, Decision, Flag, Verdict
from tests.factories import NOW


@pytest.fixture
def made(app, unit):
    """Return the scene once the first three rooms have filled it."""
    with app.test_request_context():
        scene = new_scene(NOW, seed=7, people=160)
        ground.fill(scene)
        contributions_demo.fill(scene)
        demo.fill(scene)
        yield scene


def test_every_decision_the_cases_ask_for_is_taken_by_a_moderator(unit, made):
    asked = [case.decision["verdict"] for case in demo.cases() if case.decision]
    taken = unit.scalars(select(Decision).where(Decision.on_appeal.is_(False))).all()
    assert sorted(one.verdict.value for one in taken) == sorted(asked)
    assert {one.decided_by.email for one in taken} == {"moderation@demo.example"}


def test_some_flags_still_wait(unit, made):
    waiting = unit.scalars(select(Flag).where(Flag.settled_at.is_(None))).all()
    assert 3 <= len(waiting) < len(unit.scalars(select(Flag)).all())


def test_nobody_flags_their_own_text(unit, made):
    own = select(Flag.id).join(Contribution, Contribution.id == Flag.contribution_id)
    assert unit.scalars(own.where(Contribution.author_id == Flag.flagger_id)).all() == []


def test_a_revised_text_waits_in_each_consultation_one_of_them_since_its_closing(unit, made):
    pending = unit.scalars(select(Proposal).where(Proposal.status == Status.PENDING)).all()
    assert {one.consultation.slug for one in pending} == {held.text.slug for held in made.held}
    assert [one.version for one in pending] == [2, 2]
    assert all(one.submitted_at < made.closed_one.until for one in pending if one.consultation.closed_at)


def test_appeals_go_to_someone_else_and_one_still_waits(unit, made):
    appeals = unit.scalars(select(Appeal)).all()
    answered = [one for one in appeals if one.answered_at]
    assert {unit.get_one(User, one.reviewer_id).email for one in answered} == {"recours@demo.example"}
    assert sorted(bool(one.reversed) for one in answered) == [False, True]
    assert len(appeals) - len(answered) == 1


def test_a_reversal_puts_the_text_back(unit, made):
    restored = unit.scalars(select(Decision).where(Decision.verdict == Verdict.RESTORE)).one()
    assert restored.contribution.status is Status.PUBLISHED


def test_an_account_visitors_may_enter_has_a_decision_to_read(unit, made):
    authored = select(Decision).join(Decision.contribution).join(Contribution.author)
    assert unit.scalars(authored.where(User.email == "citoyen@demo.example")).one().verdict is Verdict.HIDE


def test_totals_count_what_is_still_public(unit, made):
    for held in made.held:
        ours = Contribution.consultation_id == held.consultation.id, Contribution.status == Status.PUBLISHED
        unit.refresh(held.consultation)
        counted = unit.scalar(select(func.count()).select_from(Contribution).where(*ours))
        assert held.consultation.contributions_count == counted
