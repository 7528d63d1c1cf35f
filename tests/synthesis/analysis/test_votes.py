import pytest

from synthesis.analysis.corpus import ProposalRow, VoteTotals
from synthesis.analysis.votes import Reception, fit_prior, most_disputed, most_mixed, most_supported, receptions
from tests.factories.corpora import corpus, facts, proposal, votes


def received(*rows: ProposalRow) -> tuple[Reception, ...]:
    return receptions(corpus(*rows))


def refs(rows: list[Reception]) -> list[str]:
    return [row.proposal.ref for row in rows]


def test_many_votes_come_before_a_few_unanimous_ones() -> None:
    rows = received(proposal(1, votes=votes(12)), proposal(2, votes=votes(950, 20, 30)))
    assert refs(most_supported(rows, 5)) == ["P2", "P1"]


@pytest.mark.parametrize(("number", "enough"), [(0, False), (9, False), (10, True)])
def test_under_ten_votes_nothing_is_concluded(number: int, enough: bool) -> None:  # noqa: FBT001
    rows = received(proposal(1, votes=votes(number)))
    assert rows[0].has_enough_votes is enough
    assert refs(most_supported(rows, 5)) == (["P1"] if enough else [])


def test_a_proposal_most_are_against_is_not_supported() -> None:
    assert most_supported(received(proposal(1, votes=votes(20, 0, 40))), 5) == []


def test_the_most_evenly_divided_comes_first() -> None:
    rows = received(proposal(1, votes=votes(70, 0, 30)), proposal(2, votes=votes(50, 0, 50)))
    assert refs(most_disputed(rows, 5)) == ["P2", "P1"]


def test_when_everyone_agrees_nothing_divides() -> None:
    assert most_disputed(received(proposal(1, votes=votes(100))), 5) == []


def test_hesitation_is_ranked_on_mixed_votes() -> None:
    rows = received(proposal(1, votes=votes(50, 50, 0)), proposal(2, votes=votes(90, 10, 0)))
    assert refs(most_mixed(rows, 5)) == ["P1"]


def test_ranks_are_limited_and_ties_go_to_the_oldest() -> None:
    rows = received(*(proposal(number, votes=votes(40)) for number in (3, 1, 2)))
    assert refs(most_supported(rows, 2)) == ["P1", "P2"]


def test_imported_totals_rank_an_imported_consultation() -> None:
    row = proposal(1, votes=votes(0, 0, 90), imported_votes=votes(90))
    found = receptions(corpus(row, consultation=facts(imported=True)))
    assert refs(most_supported(found, 1)) == ["P1"]


def test_a_consultation_with_few_votes_starts_from_a_flat_prior() -> None:
    assert fit_prior([votes(100)] * 9).strength == pytest.approx(3.0)


def test_the_prior_follows_the_consultation() -> None:
    prior = fit_prior([votes(80, 10, 10), votes(60, 10, 30)] * 20)
    assert prior.favour > prior.against > prior.mixed > 0


@pytest.mark.parametrize("totals", [[votes(50)] * 20, [votes(0, 0, 50)] * 20, [votes(5, 0, 5)] * 20, []])
def test_an_extreme_consultation_still_has_a_prior(totals: list[VoteTotals]) -> None:
    prior = fit_prior(totals)
    assert min(prior.favour, prior.mixed, prior.against) > 0


def test_the_cautious_share_is_below_the_raw_one() -> None:
    row = received(proposal(1, votes=votes(60, 20, 20)))[0]
    assert 0 < row.support < 0.6
    assert 0 < row.dispute < 0.2
    assert 0 < row.hesitation < 0.2
