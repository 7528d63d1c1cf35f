"""What becomes of a contribution is told step by step, and later rooms add their own."""

from datetime import timedelta

import pytest

from contributions import drafts, operations
from contributions.journeys import JourneyStep, steps_of, storytellers
from contributions.models import Position, Status
from contributions.operations import ProposalDraft
from contributions.status import change_status
from tests.factories import NOW
from tests.factories.contributions import post_argument, post_comment, post_proposal


def told(contribution) -> list[tuple[str, str]]:
    return [(step.label, step.state) for step in steps_of([contribution])[contribution.id]]


def test_a_published_text_was_received_then_published(scene):
    assert told(post_proposal(scene.author, scene.consultation)) == [("Reçue", "done"), ("Publiée", "done")]


def test_a_waiting_text_says_that_it_waits(scene):
    scene.consultation.pre_moderated = True
    proposal = post_proposal(scene.author, scene.consultation)
    assert told(proposal) == [("Reçue", "done"), ("En attente de lecture", "current")]


def test_a_draft_says_who_sees_it(scene):
    words = ProposalDraft("Un brouillon", "", scene.consultation.themes[0].id)
    draft = drafts.save_draft(scene.author, scene.consultation, words, at=NOW)
    (step,) = steps_of([draft])[draft.id]
    assert (step.label, step.state) == ("Brouillon", "current")
    assert "la seule personne" in step.text


@pytest.mark.parametrize(
    ("status", "label"),
    [
        (Status.REVISION_REQUESTED, "À réviser par vous"),
        (Status.HIDDEN, "Masquée"),
        (Status.REMOVED, "Ôtée de la vue"),
        (Status.WITHDRAWN, "Vous avez retiré ce texte"),
        (Status.PENDING, "En attente de lecture"),
    ],
)
def test_each_later_status_is_the_present_step(scene, status, label):
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, status, None, at=NOW)
    assert told(proposal)[-1] == (label, "current")


def test_a_refused_text_says_so(scene):
    scene.consultation.pre_moderated = True
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.REFUSED, scene.voter, at=NOW)
    assert told(proposal)[-1] == ("Refusée", "current")


@pytest.mark.parametrize(("voters", "words"), [(0, "0 vote"), (1, "1 vote"), (2, "2 votes")])
def test_a_proposal_tells_how_it_is_received(scene, voters, words):
    proposal = post_proposal(scene.author, scene.consultation)
    for voter in (scene.author, scene.voter)[:voters]:
        operations.cast_vote(voter, proposal, Position.FOR, at=NOW)
    scene.session.refresh(proposal)
    assert steps_of([proposal])[proposal.id][-1].text == words


def test_hidden_results_are_not_told_to_the_author_either(scene):
    scene.consultation.results_hidden = True
    proposal = post_proposal(scene.author, scene.consultation)
    operations.cast_vote(scene.voter, proposal, Position.FOR, at=NOW)
    scene.session.refresh(proposal)
    assert steps_of([proposal])[proposal.id][-1].text == ""


def test_an_argument_tells_its_supports(scene):
    argument = post_argument(scene.author, post_proposal(scene.author, scene.consultation))
    operations.support_argument(scene.voter, argument, at=NOW)
    scene.session.refresh(argument)
    assert steps_of([argument])[argument.id][-1].text == "1 soutien"


def test_a_comment_nobody_supported_says_nothing_more(scene):
    comment = post_comment(scene.author, post_proposal(scene.author, scene.consultation))
    assert steps_of([comment])[comment.id][-1].text == ""


def test_a_text_received_before_it_was_published_keeps_both_days(scene):
    scene.consultation.pre_moderated = True
    proposal = post_proposal(scene.author, scene.consultation)
    change_status(proposal, Status.PUBLISHED, scene.voter, at=NOW + timedelta(days=2))
    first, second = steps_of([proposal])[proposal.id]
    assert (first.day, second.day) == (NOW, NOW + timedelta(days=2))


def test_a_later_room_adds_its_step_after_the_first_ones(scene, app):
    proposal = post_proposal(scene.author, scene.consultation)
    storytellers.add(app, lambda texts: {one.id: [JourneyStep("Réponse de la Région")] for one in texts})
    assert told(proposal)[-1] == ("Réponse de la Région", "done")


def test_each_later_room_is_asked_once_for_a_whole_page(scene, app):
    asked: list[int] = []
    texts = [post_proposal(scene.author, scene.consultation) for _ in range(3)]

    def listen(contributions):
        asked.append(len(contributions))
        return {}

    storytellers.add(app, listen)
    steps_of(texts)
    assert asked == [3]
