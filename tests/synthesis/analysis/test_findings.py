from synthesis.analysis.findings import analyse
from tests.factories.corpora import corpus, lively_corpus, proposal


def test_each_theme_has_its_findings_in_order() -> None:
    assert [found.theme.id for found in analyse(lively_corpus()).themes] == [1, 2]


def test_a_ranked_proposal_is_shown_with_both_sides() -> None:
    sides = analyse(lively_corpus()).themes[0].sides[2]
    assert [quote.ref for quote in sides.favour] == ["A2"]
    assert [quote.ref for quote in sides.against] == ["A3"]


def test_a_proposal_ranked_twice_is_listed_once() -> None:
    ranks = analyse(lively_corpus()).themes[0].ranks
    refs = [row.proposal.ref for row in ranks.everyone]
    assert len(refs) == len(set(refs))


def test_progress_is_told_theme_by_theme() -> None:
    told: list[tuple[int, int]] = []
    analyse(lively_corpus(), lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_nothing_published_is_analysed_without_a_fault() -> None:
    found = analyse(corpus())
    assert found.receptions == ()
    assert found.copies == ()


def test_a_single_proposal_is_analysed() -> None:
    assert len(analyse(corpus(proposal(1))).receptions) == 1
