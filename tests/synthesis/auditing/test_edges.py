"""Two readers compared at the edges, and how far a computation is when its count is odd."""

from datetime import timedelta
from pathlib import Path

import pytest

from synthesis.analysis.camps import SideBySide, divide_of, side_by_side
from synthesis.analysis.facts import Camp, CampVotes, Opinion, VoteTotals
from synthesis.auditing.readers import (
    Agreement,
    UnreadableVerdictsError,
    Verdict,
    compare,
    read_verdicts,
    wilson_lower,
)
from synthesis.models import BuildPhase, Synthesis
from synthesis.progress import Advance, advance_of
from tests.factories import NOW
from tests.factories.corpora import corpus

YES, NO = Verdict(supported=True), Verdict(supported=False, why="Le texte dit le contraire.")


def judged(one: str, other: str) -> Agreement:
    """Compare two readers whose verdicts are written « oui » and « non » by one letter each."""
    said = [
        {f"s{place}": YES if letter == "o" else NO for place, letter in enumerate(row)} for row in (one, other)
    ]
    return compare(said[0], said[1], [f"s{place}" for place in range(len(one))])


def working(done: int, total: int, seconds: float = 60) -> Advance:
    row = Synthesis(phase=BuildPhase.ANALYSIS, done=done, total=total, started_at=NOW)
    return advance_of(row, NOW + timedelta(seconds=seconds))


def camp(*totals: tuple[int, VoteTotals]) -> Camp:
    return Camp(20, tuple(CampVotes(number, total) for number, total in totals))


# --- readers ----------------------------------------------------------------------------


def test_readers_who_judged_nothing_prove_nothing() -> None:
    found = compare({}, {}, ["s1"])
    assert (found.judged, found.objections, found.lower_bound) == (0, (), 0.0)


def test_one_objection_is_enough_and_objections_keep_the_order_asked() -> None:
    found = compare({"b": NO, "a": YES, "c": YES}, {"a": NO, "b": YES, "c": YES}, ["b", "c", "a"])
    assert (found.objections, found.supported, found.each) == (("b", "a"), 1, (2, 2))


def test_a_sentence_nobody_asked_about_is_not_counted() -> None:
    assert compare({"a": YES, "b": NO}, {"a": YES, "b": NO}, ["a"]).judged == 1


def test_readers_who_always_part_agree_less_than_by_chance() -> None:
    found = judged("onon", "nono")
    assert (found.alike, found.supported, found.kappa) == (0, 0, -1.0)


def test_readers_who_object_together_agree_wholly() -> None:
    assert judged("onoo", "onoo").kappa == judged("nnn", "nnn").kappa == 1.0


def test_who_compares_first_changes_neither_agreement_nor_objections() -> None:
    one, other = judged("oonon", "ononn"), judged("ononn", "oonon")
    assert (one.kappa, one.objections) == (other.kappa, other.objections)
    assert one.each == other.each[::-1]


def test_a_share_is_never_sure_and_more_sentences_make_it_surer() -> None:
    assert wilson_lower(5, 5) < wilson_lower(50, 50) < wilson_lower(5000, 5000) < 1
    assert wilson_lower(0, 5) == pytest.approx(0)


@pytest.mark.parametrize(
    "content", [b'{"a": {"supported": "true"}}', b'{"a": {"supported": 1}}', b'{"a": {"why": ""}}', b'{"a": true}']
)
def test_a_verdict_that_is_neither_yes_nor_no_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "said.json").write_bytes(content)
    with pytest.raises(UnreadableVerdictsError, match=r"said\.json"):
        read_verdicts(tmp_path / "said.json")


def test_a_verdict_without_a_reason_has_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "said.json").write_text('{"é#1": {"supported": false}}', encoding="utf-8")
    assert read_verdicts(tmp_path / "said.json") == {"é#1": Verdict(supported=False)}


# --- groups side by side ----------------------------------------------------------------


def test_a_proposal_that_one_group_never_voted_on_is_not_compared() -> None:
    ten = VoteTotals(10, 0, 0)
    found = side_by_side(Opinion(40, (camp((1, ten), (2, ten)), camp((2, ten), (3, ten)))))
    assert [row.proposal_id for row in found] == [2]


def test_a_handful_of_votes_makes_no_gap() -> None:
    few = Opinion(40, (camp((1, VoteTotals(1, 0, 0))), camp((1, VoteTotals(0, 0, 1)))))
    assert divide_of(corpus(opinion=few), 5).apart == ()


def test_equal_gaps_go_to_the_lower_number_and_stop_at_the_limit() -> None:
    favour, against = VoteTotals(40), VoteTotals(0, 0, 40)
    split = Opinion(80, (camp(*((n, favour) for n in (3, 1, 2))), camp(*((n, against) for n in (2, 3, 1)))))
    assert [row.proposal_id for row in divide_of(corpus(opinion=split), 2).apart] == [1, 2]
    assert divide_of(corpus(opinion=split), 0).apart == ()


def test_the_worst_share_and_the_gap_are_read_among_all_groups() -> None:
    row = SideBySide(1, (0.5, 0.25, 1.0))
    assert (row.worst, row.gap) == (0.25, 0.75)


# --- how far a computation is -----------------------------------------------------------


def test_more_done_than_foreseen_never_passes_the_end_of_its_phase() -> None:
    assert working(12, 8).percent == working(8, 8).percent == 90


def test_a_computation_with_nothing_to_count_stands_at_the_start_of_its_phase() -> None:
    found = working(0, 0)
    assert (found.percent, found.seconds_left) == (5, None)


def test_a_stop_asked_before_the_start_is_told_too() -> None:
    row = Synthesis(done=0, total=0, stop_asked_at=NOW)
    assert advance_of(row, NOW) == Advance(None, 0, None, is_stopping=True)


def test_the_time_left_shrinks_as_the_work_advances() -> None:
    left = [working(done, 8).seconds_left or 0 for done in (2, 4, 6)]
    assert left == sorted(left, reverse=True)
    assert left[-1] > 0
