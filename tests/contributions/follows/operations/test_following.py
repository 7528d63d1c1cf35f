"""Following, stopping, and choosing how to be told."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from consult.kit import jobs
from consult.kit.db import database, session
from consult.kit.errors import Invalid
from contributions import operations
from contributions.follows.models import Delivery, Follow, Rhythm
from contributions.follows.operations import following
from contributions.follows.queries import delivery_of, follows_of, is_followed
from contributions.follows.rhythms import next_look
from contributions.models import Channel, Proposal, Status
from contributions.posting import Entry
from contributions.status import change_status, tell_changed
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def things(scene):
    """Return what can be followed: a consultation, a theme of it, a proposal of it."""
    proposal = post_proposal(scene.author, scene.consultation)
    return {"consultation": scene.consultation, "theme": scene.consultation.themes[0], "proposal": proposal}


@pytest.mark.parametrize("what", ["consultation", "theme", "proposal"])
def test_a_thing_is_followed_once_however_often_it_is_asked(scene, things, what):
    for _ in range(2):
        following.follow(scene.voter, things[what], language="fr", at=NOW)
    assert [is_followed(scene.voter, one) for one in things.values()] == [name == what for name in things]
    assert len(follows_of(scene.voter)) == 1


@pytest.mark.parametrize("what", ["consultation", "theme", "proposal"])
def test_one_stops_following_and_may_follow_again(scene, things, what):
    following.follow(scene.voter, things[what], language="fr", at=NOW)
    following.unfollow(scene.voter, things[what], at=LATER)
    assert not is_followed(scene.voter, things[what])
    following.follow(scene.voter, things[what], language="fr", at=LATER)
    assert is_followed(scene.voter, things[what])
    assert follows_of(scene.voter)[0].followed_at == LATER


def test_following_one_theme_is_not_following_another(scene):
    first, second = scene.consultation.themes
    following.follow(scene.voter, first, language="fr", at=NOW)
    assert (is_followed(scene.voter, first), is_followed(scene.voter, second)) == (True, False)


def test_the_first_follow_opens_a_mail_a_day_in_the_language_of_the_page(scene):
    following.follow(scene.voter, scene.consultation, language="en", at=NOW)
    delivery = delivery_of(scene.voter)
    assert (delivery.rhythm, delivery.language, delivery.told_until) == (Rhythm.DAILY, "en", NOW)
    assert delivery.due_at == next_look(Rhythm.DAILY, NOW)


def test_a_later_follow_changes_nothing_of_the_mails(scene, things):
    following.follow(scene.voter, things["proposal"], language="en", at=NOW)
    following.choose_delivery(scene.voter, Rhythm.WEEKLY, "fr", at=NOW)
    following.follow(scene.voter, scene.consultation, language="en", at=LATER)
    assert (delivery_of(scene.voter).rhythm, delivery_of(scene.voter).language) == (Rhythm.WEEKLY, "fr")


def test_choosing_never_leaves_nothing_to_look_for(scene):
    following.choose_delivery(scene.voter, Rhythm.NEVER, "fr", at=NOW)
    assert delivery_of(scene.voter).due_at is None


def test_whoever_comes_back_is_not_told_what_they_chose_to_miss(scene):
    following.choose_delivery(scene.voter, Rhythm.NEVER, "fr", at=NOW)
    following.choose_delivery(scene.voter, Rhythm.NOW, "fr", at=LATER)
    assert delivery_of(scene.voter).told_until == LATER


def test_a_change_of_rhythm_loses_no_news(scene):
    following.choose_delivery(scene.voter, Rhythm.WEEKLY, "fr", at=NOW)
    following.choose_delivery(scene.voter, Rhythm.NOW, "fr", at=LATER)
    assert delivery_of(scene.voter).told_until == NOW


def test_a_language_the_site_does_not_speak_is_refused(scene):
    with pytest.raises(Invalid) as refused:
        following.choose_delivery(scene.voter, Rhythm.DAILY, "tlh", at=NOW)
    assert refused.value.field == "language"


def test_stopping_from_a_mail_keeps_what_is_followed(scene):
    following.follow(scene.voter, scene.consultation, language="fr", at=NOW)
    following.stop_mails(scene.voter)
    assert (delivery_of(scene.voter).rhythm, delivery_of(scene.voter).due_at) == (Rhythm.NEVER, None)
    assert is_followed(scene.voter, scene.consultation)


def test_stopping_mails_one_never_had_does_nothing(scene):
    following.stop_mails(scene.voter)
    assert scene.session.scalars(select(Delivery)).all() == []


# --- what people write --------------------------------------------------------------------


def worked(app):
    """Let the worker do what is due, and return who follows which proposal."""
    jobs.run_due(NOW)
    with database().unit_of_work(writes=False):
        kept = session.scalars(select(Follow).where(Follow.ended_at.is_(None)))
        return {(one.user_id, one.proposal_id) for one in kept}


def test_one_follows_what_one_proposes_and_what_one_argues_on(app, scene):
    proposal = post_proposal(scene.author, scene.consultation)
    post_argument(scene.voter, proposal)
    scene.session.commit()
    assert worked(app) == {(scene.author.id, proposal.id), (scene.voter.id, proposal.id)}


def test_one_follows_before_the_worker_has_done_anything(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    post_argument(scene.voter, proposal)
    assert is_followed(scene.author, proposal)
    assert is_followed(scene.voter, proposal)


def test_whoever_types_a_paper_does_not_follow_it(scene):
    entry, typed = Entry(Channel.PAPER, scene.voter), draft_for(scene.consultation)
    proposal = operations.submit_proposal(None, scene.consultation, typed, at=NOW, entry=entry)
    assert not is_followed(scene.voter, proposal)


def test_a_comment_follows_nothing(app, scene):
    proposal = post_proposal(scene.author, scene.consultation)
    post_comment(scene.voter, proposal)
    scene.session.commit()
    assert worked(app) == {(scene.author.id, proposal.id)}


def test_a_draft_is_followed_when_it_is_sent(app, scene):
    draft = Proposal(
        consultation_id=scene.consultation.id, author_id=scene.author.id, created_at=NOW, source="Mots"
    )
    scene.session.add(draft)
    scene.session.flush()
    tell_changed(draft, at=NOW)
    scene.session.commit()
    assert worked(app) == set()
    change_status(draft, Status.PENDING, scene.author, at=NOW)
    scene.session.commit()
    assert worked(app) == {(scene.author.id, draft.id)}


def test_what_one_stopped_following_is_not_followed_again_by_a_correction(app, scene):
    proposal = post_proposal(scene.author, scene.consultation)
    following.unfollow(scene.author, proposal, at=NOW)
    draft = draft_for(scene.consultation, source="D’autres mots, plus justes.")
    operations.edit_proposal(scene.author, proposal, draft, at=NOW)
    scene.session.commit()
    assert worked(app) == set()


@pytest.mark.parametrize(
    "changed",
    [{"channel": Channel.PAPER}, {"status": Status.REFUSED}, {"author_id": None}],
    ids=["from paper", "refused", "unsigned"],
)
def test_a_text_nobody_sent_from_their_account_is_followed_by_nobody(app, scene, changed):
    proposal = post_proposal(scene.author, scene.consultation)
    scene.session.execute(delete(Follow))
    for name, value in changed.items():
        setattr(proposal, name, value)
    scene.session.commit()
    assert worked(app) == set()


def test_an_author_without_an_address_follows_nothing(app, scene):
    scene.author.email = None
    post_proposal(scene.author, scene.consultation)
    scene.session.commit()
    assert worked(app) == set()
