from dataclasses import replace

import pytest

from synthesis.analysis.corpus import ThemeRow
from synthesis.analysis.facts import Picked
from tests.factories.corpora import THEME, argument, comment, corpus, facts, lively_corpus, proposal, source, votes


def test_rows_are_sorted_whatever_their_order() -> None:
    assert corpus(proposal(2), proposal(1)) == corpus(proposal(1), proposal(2))


def test_themes_follow_the_order_of_the_organiser() -> None:
    last = ThemeRow(9, "z", "Dernier", 5)
    assert corpus(themes=(last, THEME)).themes == (THEME, last)


def test_each_kind_of_contribution_has_its_letter() -> None:
    rows = (proposal(12), argument(40), comment(7), source(3))
    assert [row.ref for row in rows] == ["P12", "A40", "C7", "S3"]


def test_contributions_are_all_listed_proposals_first() -> None:
    found = [row.ref for row in lively_corpus().contributions]
    assert found == ["P1", "P2", "P3", "P4", "A1", "A2", "A3", "C1", "S1"]


def test_a_reply_belongs_to_the_theme_of_its_proposal() -> None:
    whole = corpus(proposal(1), comments=(comment(1),))
    assert whole.theme_id_of(whole.comments[0]) == THEME.id


def test_a_reply_without_its_proposal_is_refused() -> None:
    with pytest.raises(ValueError, match="A1"):
        corpus(arguments=(argument(1, 99),))


def test_a_proposal_without_its_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="P1"):
        corpus(proposal(1, theme_id=99))


def test_something_else_than_a_contribution_has_no_theme() -> None:
    with pytest.raises(TypeError):
        corpus().theme_id_of(THEME)  # type: ignore[arg-type]


def test_contributions_of_a_theme_hold_its_replies() -> None:
    whole = lively_corpus()
    assert [row.ref for row in whole.contributions_of(whole.themes[1])] == ["P4"]
    assert "S1" in [row.ref for row in whole.contributions_of(whole.themes[0])]


def test_a_theme_without_proposals_has_no_contributions() -> None:
    assert corpus().contributions_of(THEME) == ()
    assert corpus().proposals_of(THEME) == ()


def test_votes_cast_here_rank_a_consultation_held_here() -> None:
    row = proposal(1, votes=votes(3), imported_votes=votes(50))
    assert corpus(row).ranking_votes(row).total == 3


def test_imported_totals_rank_an_imported_consultation() -> None:
    row = proposal(1, votes=votes(3), imported_votes=votes(50))
    assert corpus(row, consultation=facts(imported=True)).ranking_votes(row).total == 50


def test_votes_add_up_by_position() -> None:
    assert votes(1, 2, 3) + votes(10, 20, 30) == votes(11, 22, 33)


def test_replies_are_grouped_under_their_proposal() -> None:
    whole = lively_corpus()
    assert [row.ref for row in whole.arguments_by_proposal[2]] == ["A2", "A3"]
    assert [row.ref for row in whole.comments_by_proposal[1]] == ["C1"]
    assert [row.ref for row in whole.sources_by_proposal[1]] == ["S1"]


def test_a_corpus_is_the_same_as_its_copy() -> None:
    assert replace(lively_corpus()) == lively_corpus()


def test_the_last_third_of_contributions_came_late() -> None:
    whole = corpus(*(proposal(number) for number in range(1, 8)))
    assert whole.late_refs == {"P6", "P7"}


def test_of_one_contribution_or_none_nothing_came_late() -> None:
    assert corpus(proposal(1)).late_refs == corpus().late_refs == frozenset()


def test_words_that_moderators_picked_are_sorted() -> None:
    picked = (Picked("P2", "b"), Picked("P1", "c"), Picked("P2", "a"))
    assert [one.words for one in corpus(proposal(1), picked=picked).picked] == ["c", "a", "b"]
