"""What the demonstration gives moderators to read."""

import pytest
from sqlalchemy import func, select

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.demo.texts import consultation_texts
from consult.kit.db import database
from consult.kit.mail import OutgoingMail
from contributions.models import Contribution, Proposal, Status
from moderation import demo
from moderation.models import Appeal, Decision, Flag, Signal, Suspension, Verdict
from moderation.queries.campaigns import campaigns
from tests.factories import NOW
from tests.factories.demonstrations import demonstration_in

MODERATOR = "moderation@demo.example"


@pytest.fixture(scope="module")
def app(empty_database, tmp_path_factory):
    """Return an application whose demonstration is made, once for all these tests."""
    with demonstration_in(empty_database, tmp_path_factory) as made:
        yield made


@pytest.fixture
def unit(app):
    """Return what reads the demonstration."""
    with app.test_request_context(), database().unit_of_work(writes=False) as opened:
        yield opened


def test_every_decision_the_cases_ask_for_is_taken_by_a_moderator(unit):
    asked = [case.decision["verdict"] for case in demo.cases() if case.decision]
    by_people = Decision.on_appeal.is_(False), Decision.decided_by_id.is_not(None)
    taken = unit.scalars(select(Decision).where(*by_people)).all()
    assert sorted(one.verdict.value for one in taken) == sorted(asked)
    assert {one.decided_by.email for one in taken} == {MODERATOR}


def test_some_flags_still_wait(unit):
    waiting = unit.scalars(select(Flag).where(Flag.settled_at.is_(None))).all()
    assert 3 <= len(waiting) < len(unit.scalars(select(Flag)).all())


def test_nobody_flags_their_own_text(unit):
    own = select(Flag.id).join(Contribution, Contribution.id == Flag.contribution_id)
    assert unit.scalars(own.where(Contribution.author_id == Flag.flagger_id)).all() == []


def test_a_revised_text_waits_in_each_consultation_one_of_them_since_its_closing(unit):
    pending = unit.scalars(select(Proposal).where(Proposal.status == Status.PENDING, Proposal.version > 1)).all()
    assert {one.consultation.slug for one in pending} == {text.slug for text in consultation_texts()}
    assert [one.version for one in pending] == [2, 2]
    assert all(one.submitted_at < one.consultation.closed_at for one in pending if one.consultation.closed_at)


def test_appeals_go_to_someone_else_and_two_still_wait(unit):
    appeals = unit.scalars(select(Appeal)).all()
    answered = [one for one in appeals if one.answered_at]
    assert {unit.get_one(User, one.reviewer_id).email for one in answered} == {"recours@demo.example"}
    assert sorted(bool(one.reversed) for one in answered) == [False, True]
    waiting = sorted(one.decision.verdict for one in appeals if not one.answered_at)
    assert waiting == [Verdict.HIDE, Verdict.REFUSE]


def test_a_campaign_of_twelve_waits_and_each_author_has_the_reason_why_it_is_held(unit):
    [campaign] = campaigns(unit.scalars(select(User).where(User.email == MODERATOR)).one())
    assert (campaign.waiting, campaign.authors, campaign.total) == (12, 12, 12)
    held = unit.scalars(select(Decision).where(Decision.verdict == Verdict.HOLD)).all()
    assert {one.to_status for one in held} == {Status.PENDING}
    assert len(held) == len([text for case in demo.cases() if case.held for text in case.texts])


def test_the_queue_shows_an_insult_private_data_another_theme_and_a_visitors_flag(unit):
    seen = set(unit.scalars(select(Signal.detector).where(Signal.settled_at.is_(None))))
    assert {"insults", "private", "off_theme", "campaign"} <= seen
    [address] = unit.scalars(select(Flag.email).where(Flag.flagger_id.is_(None), Flag.settled_at.is_(None)))
    posted = unit.scalars(select(OutgoingMail).where(OutgoingMail.recipient == address)).one()
    assert posted.sent_at is not None


def test_an_account_is_suspended_today(unit):
    [suspension] = unit.scalars(select(Suspension))
    person = unit.get_one(User, suspension.user_id)
    assert person.restriction_at(suspension.consultation_id, NOW) is not None


def test_a_reversal_puts_the_text_back(unit):
    restored = unit.scalars(select(Decision).where(Decision.verdict == Verdict.RESTORE)).one()
    assert restored.contribution.status is Status.PUBLISHED


def test_an_account_visitors_may_enter_has_a_decision_to_read(unit):
    authored = select(Decision).join(Decision.contribution).join(Contribution.author)
    assert unit.scalars(authored.where(User.email == "citoyen@demo.example")).one().verdict is Verdict.HIDE


def test_totals_count_what_is_still_public(unit):
    for consultation in unit.scalars(select(Consultation)):
        ours = Contribution.consultation_id == consultation.id, Contribution.status == Status.PUBLISHED
        counted = unit.scalar(select(func.count()).select_from(Contribution).where(*ours))
        assert consultation.contributions_count == counted
