"""What moves in a commitment is recorded with its proof; lateness is computed, never stored."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from consult.consultations.models import ResultKind, ResultLink
from consult.kit.db import database
from consult.kit.errors import Conflict, Invalid
from council.models import Commitment, Progress
from council.operations import commitments
from council.operations.commitments import StepDraft
from council.queries.answers import Board, BoardState, board, commitment_at, state_of
from tests.factories import NOW

DUE = date(2026, 10, 15)


@pytest.fixture
def kept(answered):
    """Open a unit of work on the commitment of a published answer."""
    with answered.app.test_request_context(), database().unit_of_work() as unit:
        answered.unit, answered.commitment = unit, commitment_at(answered.commitment.id)
        yield answered


def move(scene, progress=Progress.UNDER_WAY, percentage=40, **values: str):
    draft = StepDraft(progress, percentage, values.pop("words", "Six guichets sont ouverts."), **values)
    return commitments.record_step(scene.secretariat, scene.commitment, draft, at=NOW + timedelta(days=2))


def test_what_moved_is_kept_the_newest_first_and_shows_on_the_consultation_once(kept):
    move(kept)
    move(kept, percentage=60, words="Neuf guichets.")
    assert [one.percentage for one in kept.commitment.steps] == [60, 40]
    (link,) = kept.unit.scalars(select(ResultLink).where(ResultLink.kind == ResultKind.FOLLOW_UP))
    assert link.url == f"/engagements?consultation={kept.consultation.slug}"


def test_what_is_done_is_whole_and_dated_and_what_is_taken_up_again_is_not(kept):
    move(kept, percentage=60)
    move(kept, Progress.DONE, 20)
    assert (kept.commitment.percentage, kept.commitment.done_on) == (100, date(2026, 10, 3))
    move(kept, Progress.UNDER_WAY, 100)
    assert (kept.commitment.percentage, kept.commitment.done_on) == (60, None)
    move(kept, Progress.UNDER_WAY, 80)
    assert kept.commitment.done_on is None


def test_a_step_says_something_and_its_proof_leads_to_a_page(kept):
    with pytest.raises(Invalid) as refusal:
        move(kept, words=" ")
    assert refusal.value.field == "words"
    with pytest.raises(Invalid) as refusal:
        move(kept, evidence_url="javascript:alert(1)")
    assert refusal.value.field == "evidence_url"
    assert move(kept, evidence_url="https://region.example/d").evidence_url == "https://region.example/d"


def test_nothing_is_followed_up_before_the_answer_is_public(kept):
    kept.commitment.reply.response.published_at = None
    with pytest.raises(Conflict):
        move(kept)
    assert board(Board(today=DUE)) == []


@pytest.mark.parametrize(
    ("progress", "today", "state"),
    [
        (Progress.UNDER_WAY, DUE, BoardState.UNDER_WAY),
        (Progress.UNDER_WAY, DUE + timedelta(days=1), BoardState.LATE),
        (Progress.PLANNED, DUE + timedelta(days=1), BoardState.LATE),
        (Progress.DONE, DUE + timedelta(days=1), BoardState.DONE),
        (Progress.DROPPED, DUE + timedelta(days=1), BoardState.DROPPED),
    ],
)
def test_a_commitment_is_late_from_the_morrow_of_its_day_unless_done_or_dropped(progress, today, state):
    assert state_of(Commitment(progress=progress, due_on=DUE), today) is state


def test_a_commitment_without_a_day_is_never_late():
    assert not Commitment(progress=Progress.PLANNED, due_on=None).is_late(date(2099, 1, 1))


def test_a_milestone_is_reached_once(kept):
    milestone = commitments.add_milestone(kept.commitment, "Vote des crédits", DUE)
    commitments.reach_milestone(milestone, DUE)
    commitments.reach_milestone(milestone, DUE + timedelta(days=3))
    assert milestone.done_on == DUE
    with pytest.raises(Invalid):
        commitments.add_milestone(kept.commitment, " ", None)


def test_the_board_puts_what_is_late_first_and_narrows(kept):
    late, today = kept.commitment, DUE + timedelta(days=1)
    sooner = Commitment(reply_id=late.reply_id, title="Sans date", created_at=NOW)
    kept.unit.add(sooner)
    kept.unit.flush()
    assert [one.id for one in board(Board(today=today))] == [late.id, sooner.id]
    assert [one.id for one in board(Board(state=BoardState.LATE, today=today))] == [late.id]
    assert board(Board(council="ailleurs", today=today)) == []
    assert len(board(Board(consultation=kept.consultation.slug, today=today))) == 2
