"""What people contributed, as feeds and mails tell it: only what everyone may read when it is told."""

from datetime import timedelta

import pytest

from consult.consultations.bulletin import Wanted
from consult.consultations.models import ConsultationStatus
from contributions import operations, reporters
from contributions.models import TRACED, Position, Status
from tests.factories import NOW
from tests.factories.contributions import draft_for, post_argument, post_comment, post_proposal

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def proposal(scene):
    """Return a public proposal in the first theme, which stands under another."""
    first, above = scene.consultation.themes
    first.parent_id = above.id
    return post_proposal(scene.author, scene.consultation)


def wanted(scene, proposal, **values: object):
    values.setdefault("until", LATER)
    return Wanted(
        consultations=frozenset({scene.consultation.id}),
        listed=frozenset({scene.consultation.id}),
        discussed=frozenset({proposal.id}),
        **values,
    )


def all_told(asked):
    every = (reporters.report_proposals, reporters.report_edits, reporters.report_answers)
    return [entry for report in every for entry in report(asked)]


def test_a_proposal_is_told_in_its_own_words(scene, proposal):
    (entry,) = reporters.report_proposals(wanted(scene, proposal))
    assert (entry.key, entry.at, entry.title) == (f"proposal/{proposal.id}", NOW, proposal.title)
    assert (entry.author, entry.author_id) == (scene.author.display_name, scene.author.id)
    assert entry.url == f"http://localhost/propositions/{proposal.id}-{proposal.slug}"
    assert entry.summary == proposal.excerpt


def test_a_proposal_is_news_of_its_theme_and_of_the_one_above(scene, proposal):
    (entry,) = reporters.report_proposals(wanted(scene, proposal))
    assert entry.themes == {theme.id for theme in scene.consultation.themes}


def test_an_unsigned_proposal_names_nobody(scene, proposal):
    proposal.author_id = None
    (entry,) = reporters.report_proposals(wanted(scene, proposal))
    assert (entry.author, entry.author_id) == ("", None)


@pytest.mark.parametrize("status", [one for one in Status if one not in {Status.PUBLISHED, Status.MERGED}])
def test_what_not_everyone_may_read_is_not_told(scene, proposal, status):
    post_argument(scene.voter, proposal)
    operations.edit_proposal(scene.author, proposal, draft_for(scene.consultation), at=LATER)
    proposal.status = status
    assert all_told(wanted(scene, proposal)) == []


@pytest.mark.parametrize("status", sorted(TRACED))
def test_an_argument_that_was_withheld_is_not_told(scene, proposal, status):
    post_argument(scene.voter, proposal).status = status
    assert list(reporters.report_answers(wanted(scene, proposal))) == []


def test_nothing_of_a_consultation_that_went_back_to_its_desk_is_told(scene, proposal):
    scene.consultation.status = ConsultationStatus.DRAFT
    assert all_told(wanted(scene, proposal)) == []


def test_each_answer_is_told_with_its_side_and_its_place_on_the_page(scene, proposal):
    against = post_argument(scene.voter, proposal, Position.AGAINST)
    comment = post_comment(scene.voter, proposal)
    told = {entry.key: entry for entry in reporters.report_answers(wanted(scene, proposal))}
    assert str(told[f"argument/{against.id}"].label) == "Nouvel argument contre"
    assert told[f"comment/{comment.id}"].url.endswith(f"/contributions/{comment.id}")
    assert {entry.title for entry in told.values()} == {proposal.title}
    assert {entry.proposal_id for entry in told.values()} == {proposal.id}


def test_a_correction_is_told_when_it_was_made(scene, proposal):
    operations.edit_proposal(scene.author, proposal, draft_for(scene.consultation), at=LATER)
    (entry,) = reporters.report_edits(wanted(scene, proposal))
    assert (entry.key, entry.at) == (f"edit/{proposal.id}", LATER)


def test_only_the_span_asked_is_told(scene, proposal):
    assert list(reporters.report_proposals(wanted(scene, proposal, since=NOW))) == []
    assert list(reporters.report_proposals(wanted(scene, proposal, until=NOW - timedelta(seconds=1)))) == []


def test_what_was_not_asked_is_not_looked_for(scene, proposal):
    nothing = Wanted(frozenset({scene.consultation.id}), LATER)
    assert all_told(nothing) == []


def test_no_more_than_the_newest_are_told(scene, proposal):
    latest = operations.submit_proposal(scene.author, scene.consultation, draft_for(scene.consultation), at=LATER)
    told = reporters.report_proposals(wanted(scene, proposal, newest=1))
    assert [entry.number for entry in told] == [latest.id]
