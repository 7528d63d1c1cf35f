"""Every passage from one status to another: allowed by the table, or refused; each one leaves its row."""

from itertools import pairwise

import pytest
from sqlalchemy import select

from consult.kit import outbox
from consult.kit.errors import Conflict
from consult.kit.jobs import Job
from contributions.models import PUBLIC, TRANSITIONS, Status, StatusChange
from contributions.news import contribution_published, contribution_withheld
from contributions.queries.history import changes_of
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import post_argument, post_comment, post_proposal

PASSAGES = [(before, to) for before in Status for to in Status]


def at_status(scene, status: Status):
    """Return a proposal that stands in this status, as the table left it there."""
    proposal = post_proposal(scene.author, scene.consultation)
    proposal.status = status
    scene.session.flush()
    return proposal


@pytest.mark.parametrize(("before", "to"), [pair for pair in PASSAGES if pair[1] in TRANSITIONS[pair[0]]])
def test_an_allowed_passage_leaves_who_when_from_to_and_why(scene, before, to):
    proposal = at_status(scene, before)
    change_status(proposal, to, scene.voter, at=NOW, reason="Pour l’essai.")
    row = changes_of(proposal)[-1]
    assert (row.actor_id, row.at, row.from_status, row.to_status, row.reason) == (
        scene.voter.id,
        NOW,
        before,
        to,
        "Pour l’essai.",
    )


@pytest.mark.parametrize(("before", "to"), [pair for pair in PASSAGES if pair[1] not in TRANSITIONS[pair[0]]])
def test_any_other_passage_is_refused_and_changes_nothing(scene, before, to):
    proposal = at_status(scene, before)
    rows = len(changes_of(proposal))
    with pytest.raises(Conflict):
        change_status(proposal, to, scene.voter, at=NOW)
    assert (proposal.status, len(changes_of(proposal))) == (before, rows)


def test_nothing_leaves_the_withdrawn_status():
    assert TRANSITIONS[Status.WITHDRAWN] == frozenset()


def test_every_status_but_draft_can_be_reached():
    reached = {to for following in TRANSITIONS.values() for to in following}
    assert reached == set(Status) - {Status.DRAFT}


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.MERGED, Status.WITHDRAWN])
def test_what_leaves_the_lists_leaves_the_count_of_its_theme(scene, status):
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, status, None, at=NOW)
    scene.session.refresh(scene.consultation.themes[0])
    assert scene.consultation.themes[0].proposals_count == 0


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.REMOVED, Status.MERGED])
def test_what_is_restored_counts_again(scene, status):
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, status, None, at=NOW)
    change_status(proposal, Status.PUBLISHED, None, at=NOW)
    scene.session.refresh(scene.consultation.themes[0])
    assert scene.consultation.themes[0].proposals_count == 1


def test_a_hidden_argument_leaves_the_counts_of_its_proposal(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    argument = post_argument(scene.voter, proposal)
    change_status(argument, Status.HIDDEN, None, at=NOW)
    scene.session.refresh(proposal)
    assert (proposal.arguments_for, proposal.discussion) == (0, 0)


def test_a_hidden_comment_leaves_the_counts_of_its_proposal(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    comment = post_comment(scene.voter, proposal)
    change_status(comment, Status.HIDDEN, None, at=NOW)
    scene.session.refresh(proposal)
    assert (proposal.comments, proposal.discussion) == (0, 0)


def test_the_first_publication_dates_the_text_and_a_restoration_does_not(scene):
    scene.consultation.pre_moderated = True
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.PUBLISHED, scene.voter, at=NOW)
    change_status(proposal, Status.HIDDEN, scene.voter, at=NOW)
    later = NOW.replace(hour=18)
    change_status(proposal, Status.PUBLISHED, scene.voter, at=later)
    assert proposal.published_at == NOW


def test_the_words_of_a_refused_text_may_be_posted_again(scene):
    scene.consultation.pre_moderated = True
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.REFUSED, scene.voter, at=NOW)
    assert proposal.fingerprint is None


def test_each_passage_is_told_to_the_rooms_that_asked(scene, app):
    outbox.subscribe(app, "contribution.changed", "essai.suivre")
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.HIDDEN, None, at=NOW)
    told = scene.session.scalars(select(Job.payload).where(Job.kind == "essai.suivre")).all()
    assert told == [{"id": proposal.id}] * 2


def test_news_of_publication_and_of_withholding_come_after_commit(scene):
    heard: list[tuple[str, int]] = []

    def published(_sender, contribution_id):
        heard.append(("published", contribution_id))

    def withheld(_sender, contribution_id):
        heard.append(("withheld", contribution_id))

    contribution_published.connect(published)
    contribution_withheld.connect(withheld)
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.HIDDEN, None, at=NOW)
    assert heard == []
    queued = [signal.name for signal, _payload in scene.session.info["news"]]
    assert queued == ["contribution-published", "contribution-withheld"]


def test_every_row_of_a_text_starts_where_the_former_one_ended(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    for status in (Status.HIDDEN, Status.PUBLISHED, Status.REMOVED, Status.PUBLISHED, Status.WITHDRAWN):
        change_status(proposal, status, None, at=NOW)
    rows = scene.session.scalars(select(StatusChange).order_by(StatusChange.id)).all()
    assert all(later.from_status is earlier.to_status for earlier, later in pairwise(rows))
    assert proposal.status not in PUBLIC
