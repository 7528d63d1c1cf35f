"""What contributors do, and what is refused them."""

import pytest
from sqlalchemy import func, select

from consult.kit.errors import Conflict, Invalid
from contributions import drafts, operations
from contributions.models import Channel, PaperConsent, Position, Status, StatusChange, Vote
from contributions.posting import Entry
from contributions.queries.history import changes_of, versions_of
from tests.factories import NOW
from tests.factories.consultations import make_consultation
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal


def test_a_proposal_is_published_at_once_where_moderation_comes_after(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    assert (proposal.status, proposal.published_at) == (Status.PUBLISHED, NOW)


def test_a_proposal_waits_where_moderation_comes_before(scene):
    scene.consultation.pre_moderated = True
    proposal = post_proposal(scene.author, scene.consultation)
    assert (proposal.status, proposal.published_at) == (Status.PENDING, None)


def test_publishing_leaves_a_row_with_who_and_when(scene):
    change = changes_of(post_proposal(scene.author, scene.consultation))[0]
    assert (change.actor_id, change.at, change.to_status) == (scene.author.id, NOW, Status.PUBLISHED)


def test_a_theme_of_another_consultation_is_refused(scene):
    other = make_consultation()
    scene.session.add(other)
    scene.session.flush()
    with pytest.raises(Invalid) as refusal:
        operations.submit_proposal(scene.author, scene.consultation, draft_for(other), at=NOW)
    assert refusal.value.field == "theme_id"


@pytest.mark.parametrize(
    ("title", "source", "field"),
    [
        ("Court", "Du texte.", "title"),
        ("Un titre bien assez long", "", "source"),
        ("x" * 161, "Du texte.", "title"),
    ],
)
def test_a_text_that_is_empty_or_too_long_is_refused(scene, title, source, field):
    with pytest.raises(Invalid) as refusal:
        post_proposal(scene.author, scene.consultation, title=title, source=source)
    assert refusal.value.field == field


def test_the_same_words_sent_twice_give_one_proposal(scene):
    draft = draft_for(scene.consultation)
    first, second = (operations.submit_proposal(scene.author, scene.consultation, draft, at=NOW) for _ in range(2))
    assert first.id == second.id


def test_a_published_proposal_counts_in_its_theme(scene):
    post_proposal(scene.author, scene.consultation)
    scene.session.refresh(scene.consultation.themes[0])
    assert scene.consultation.themes[0].proposals_count == 1


def test_withdrawing_takes_the_proposal_out_of_its_theme(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    operations.withdraw(scene.author, proposal, "changed_mind", at=NOW)
    scene.session.refresh(scene.consultation.themes[0])
    assert (proposal.status, scene.consultation.themes[0].proposals_count) == (Status.WITHDRAWN, 0)


def test_withdrawing_twice_is_refused(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    operations.withdraw(scene.author, proposal, "done", at=NOW)
    with pytest.raises(Conflict):
        operations.withdraw(scene.author, proposal, "done", at=NOW)


def test_editing_keeps_the_former_words(scene):
    proposal = post_proposal(scene.author, scene.consultation, source="Avant.")
    operations.edit_proposal(scene.author, proposal, draft_for(scene.consultation, source="Après."), at=NOW)
    assert [version.source for version in versions_of(proposal)] == ["Avant."]
    assert (proposal.source, proposal.version) == ("Après.", 2)


def test_editing_moves_the_count_to_the_new_theme(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    old, new = scene.consultation.themes
    operations.edit_proposal(scene.author, proposal, draft_for(scene.consultation, theme_id=new.id), at=NOW)
    scene.session.refresh(old)
    scene.session.refresh(new)
    assert (old.proposals_count, new.proposals_count) == (0, 1)


def test_an_edit_goes_back_to_the_queue_where_moderation_comes_before(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    scene.consultation.pre_moderated = True
    operations.edit_proposal(scene.author, proposal, draft_for(scene.consultation), at=NOW)
    assert proposal.status is Status.PENDING


def test_a_draft_is_seen_by_no_counter_until_it_is_sent(scene):
    kept = drafts.save_draft(scene.author, scene.consultation, draft_for(scene.consultation, title="x"), at=NOW)
    assert kept.status is Status.DRAFT
    assert scene.consultation.themes[0].proposals_count == 0
    sent = draft_for(scene.consultation, form_key=kept.form_key)
    operations.submit_proposal(scene.author, scene.consultation, sent, at=NOW)
    assert kept.status is Status.PUBLISHED


def _votes(scene, proposal):
    scene.session.refresh(proposal)
    return proposal.votes, proposal.votes_total


def test_a_vote_can_change_and_counts_once(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    for position in (Position.FOR, Position.FOR, Position.MIXED, Position.AGAINST):
        operations.cast_vote(scene.voter, proposal, position, at=NOW)
    assert _votes(scene, proposal) == ((0, 0, 1), 1)
    assert scene.session.scalar(select(func.count(Vote.id))) == 1


def test_a_vote_can_be_withdrawn_even_twice(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    operations.cast_vote(scene.voter, proposal, Position.FOR, at=NOW)
    for _ in range(2):
        operations.withdraw_vote(scene.voter, proposal)
    assert _votes(scene, proposal) == ((0, 0, 0), 0)


def test_an_argument_counts_on_its_side(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    post_argument(scene.voter, proposal, Position.AGAINST)
    scene.session.refresh(proposal)
    assert (proposal.arguments_for, proposal.arguments_against, proposal.discussion) == (0, 1, 1)


def test_an_argument_cannot_be_mixed(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    with pytest.raises(Invalid):
        post_argument(scene.voter, proposal, Position.MIXED)


def test_support_counts_once_and_can_be_withdrawn(scene):
    argument = post_argument(scene.author, post_proposal(scene.author, scene.consultation))
    for _ in range(2):
        operations.support_argument(scene.voter, argument, at=NOW)
    scene.session.refresh(argument)
    assert argument.supports == 1
    operations.withdraw_support(scene.voter, argument)
    scene.session.refresh(argument)
    assert argument.supports == 0


def test_an_answer_to_an_answer_joins_its_thread(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    top = post_comment(scene.voter, proposal)
    answer = post_comment(scene.author, proposal, parent=top)
    assert post_comment(scene.voter, proposal, parent=answer).parent_id == top.id


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "//exemple.fr", "exemple.fr", "https://["]
)
def test_a_source_must_be_a_page_people_can_be_sent_to(scene, link):
    proposal = post_proposal(scene.author, scene.consultation)
    with pytest.raises(Invalid):
        operations.add_source(scene.author, proposal, operations.SourceDraft(link, "Une étude"), at=NOW)


def test_a_paper_contribution_has_a_consent_and_no_author(scene):
    entry = Entry(Channel.PAPER, scene.voter, "Registre de Vierzon, page 4")
    proposal = operations.submit_proposal(
        None, scene.consultation, draft_for(scene.consultation), at=NOW, entry=entry
    )
    consent = scene.session.scalars(select(PaperConsent)).one()
    assert (proposal.author_id, proposal.entered_by_id) == (None, scene.voter.id)
    assert consent.contribution_id == proposal.id


def test_every_status_a_text_reaches_has_its_row(scene):
    proposal = post_proposal(scene.author, scene.consultation)
    operations.withdraw(scene.author, proposal, "other", at=NOW)
    rows = scene.session.scalars(select(StatusChange).order_by(StatusChange.id)).all()
    assert [row.to_status for row in rows] == [Status.PUBLISHED, Status.WITHDRAWN]
