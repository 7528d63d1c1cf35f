"""What a moderator reads before deciding."""

from datetime import timedelta

import pytest

from consult.kit.errors import NotFound
from consult.kit.text.differences import Change
from contributions import operations as writing
from contributions.drafts import save_draft
from contributions.models import Comment, Proposal
from moderation.models import Verdict
from moderation.operations.readings import put_back, take, take_next
from moderation.queries.cases import case_file, text_to_review
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal
from tests.factories.moderation import decide_on, flag


def _file(text):
    return case_file(text, at=NOW)


def test_a_text_of_any_kind_comes_with_what_it_answers(scene):
    for text in (
        scene.proposal,
        post_argument(scene.reader, scene.proposal),
        post_comment(scene.reader, scene.proposal),
    ):
        scene.session.expunge_all()
        found = text_to_review(text.id)
        assert type(found) is type(text)
        assert (found if isinstance(found, Proposal) else found.proposal).title == scene.proposal.title


def test_a_draft_is_no_case(scene):
    kept = save_draft(scene.author, scene.consultation, draft_for(scene.consultation), at=NOW)
    with pytest.raises(NotFound):
        text_to_review(kept.id)


def test_an_answer_comes_with_the_comment_it_answers(scene):
    first = post_comment(scene.reader, scene.proposal, "Et le samedi ?")
    found = _file(post_comment(scene.author, scene.proposal, "Aussi.", parent=first))
    assert isinstance(found.answered, Comment)
    assert found.answered.id == first.id


def test_the_authors_history_counts_this_consultation_alone(scene):
    hidden = post_comment(scene.author, scene.proposal)
    decide_on(scene.moderator, hidden, Verdict.HIDE)
    history = _file(scene.proposal).history
    assert (history.written, history.published, history.withheld) == (2, 1, 1)


def test_a_text_without_an_author_has_no_history(scene):
    scene.proposal.author_id = None
    scene.session.flush()
    scene.session.refresh(scene.proposal)
    assert _file(scene.proposal).history is None


def test_the_last_edit_is_shown_word_by_word(scene):
    text = post_proposal(scene.author, scene.consultation, source="Une permanence par semaine.")
    changed = draft_for(scene.consultation, title=text.title, source="Une permanence par mois.")
    writing.edit_proposal(scene.author, text, changed, at=NOW)
    edit = _file(text).edit
    assert edit.number == 1
    assert [(piece.change, piece.text) for piece in edit.pieces if piece.change is not Change.KEPT] == [
        (Change.REMOVED, "semaine"),
        (Change.ADDED, "mois"),
    ]


def test_a_text_never_edited_shows_no_difference(scene):
    assert _file(scene.proposal).edit is None


def test_flags_and_decisions_come_in_order(scene):
    first = flag(scene.reader, scene.proposal)
    decided = decide_on(scene.moderator, scene.proposal, Verdict.KEEP)
    scene.proposal.version = 2
    second = flag(scene.reader, scene.proposal)
    found = _file(scene.proposal)
    assert [one.id for one in found.flags] == [second.id, first.id]
    assert found.last_decision == decided.id


def test_a_case_says_who_reads_it(scene):
    take(scene.second, scene.proposal.id, at=NOW)
    assert _file(scene.proposal).reader.id == scene.second.id
    assert case_file(scene.proposal, at=NOW + timedelta(hours=1)).reader is None
    put_back(scene.proposal)
    assert _file(scene.proposal).reader is None


def test_taking_a_case_again_keeps_one_reader(scene):
    take(scene.second, scene.proposal.id, at=NOW)
    take(scene.moderator, scene.proposal.id, at=NOW)
    assert _file(scene.proposal).reader.id == scene.moderator.id


def test_there_is_no_next_case_when_nothing_waits(scene):
    assert take_next(scene.moderator, at=NOW) is None
