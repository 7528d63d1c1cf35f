import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.analysis.corpus import ProposalRow
from synthesis.analysis.facts import VoteTotals
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


@pytest.mark.parametrize(
    ("cast", "supported", "disputed", "mixed"),
    [
        (votes(10, 0, 0), True, False, False),
        (votes(9, 0, 0), False, False, False),
        (votes(9, 0, 1), True, False, False),
        (votes(8, 2, 0), False, False, True),
        (votes(6, 0, 4), False, True, False),
        (votes(8, 0, 2), False, True, False),
        (votes(81, 0, 19), True, False, False),
        (votes(80, 0, 20), True, True, False),
        (votes(20, 0, 80), False, True, False),
        (votes(19, 0, 81), False, False, False),
        (votes(85, 15, 0), True, False, True),
        (votes(86, 14, 0), True, False, False),
        (votes(50, 0, 50), False, True, False),
        (votes(12, 4, 4), False, True, True),
        (votes(0, 10, 0), False, False, True),
        (votes(0, 0, 10), False, False, False),
        (votes(0, 0, 0), False, False, False),
        (votes(4, 1, 4), False, False, False),
        (votes(1000, 0, 0), True, False, False),
    ],
)
def test_a_proposal_is_read_by_its_votes_alone(
    cast: VoteTotals,
    supported: bool,  # noqa: FBT001
    disputed: bool,  # noqa: FBT001
    mixed: bool,  # noqa: FBT001
) -> None:
    row = received(proposal(1, votes=cast))[0]
    assert (row.is_supported, row.is_disputed, row.is_mixed) == (supported, disputed, mixed)


@pytest.mark.parametrize("number", [0, 1, 5, 10, 50, 300])
def test_the_bound_of_an_unanimous_proposal_is_that_of_its_beta(number: int) -> None:
    """All of n votes for give Beta(n + 1, 2), whose distribution is (n+2)x^(n+1) - (n+1)x^(n+2)."""
    bound = received(proposal(1, votes=votes(number)))[0].support
    below = (number + 2) * bound ** (number + 1) - (number + 1) * bound ** (number + 2)
    assert below == pytest.approx(0.05, abs=1e-3)


@pytest.mark.parametrize("number", [0, 1, 5, 10, 50, 300])
def test_the_bound_of_a_share_nobody_chose_is_that_of_its_beta(number: int) -> None:
    """None of n votes against: Beta(1, n + 2), whose distribution is 1 - (1 - x)^(n+2)."""
    bound = received(proposal(1, votes=votes(0, number, 0)))[0].support
    assert 1 - (1 - bound) ** (number + 2) == pytest.approx(0.05, abs=1e-3)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (votes(60, 20, 20), votes(600, 200, 200)),
        (votes(10), votes(11)),
        (votes(10, 0, 1), votes(10)),
        (votes(50, 5, 10), votes(51, 5, 10)),
        (votes(30, 10, 5), votes(30, 5, 5)),
    ],
)
def test_more_votes_for_or_fewer_others_raise_the_cautious_share(first: VoteTotals, second: VoteTotals) -> None:
    rows = received(proposal(1, votes=first), proposal(2, votes=second))
    assert rows[0].support < rows[1].support


@pytest.mark.parametrize("cast", [votes(30, 6, 34), votes(12), votes(4, 9, 80), votes(70, 1, 20)])
def test_dispute_does_not_care_which_side_is_the_smaller(cast: VoteTotals) -> None:
    rows = received(proposal(1, votes=cast), proposal(2, votes=votes(cast.against, cast.mixed, cast.favour)))
    assert rows[0].dispute == rows[1].dispute


@pytest.mark.parametrize(
    ("totals", "means", "strength"),
    [
        ([votes(8, 1, 1), votes(6, 2, 2)] * 5, (0.7, 0.15, 0.15), 200.0),
        ([votes(10), votes(0, 0, 10)] * 5, (0.45, 0.1, 0.45), 3.0),
        ([votes(10)] * 10, (9 / 11, 1 / 11, 1 / 11), 3.0),
        ([votes(0, 0, 10)] * 10, (1 / 11, 1 / 11, 9 / 11), 3.0),
        ([votes(3, 3, 3)] * 9, (1 / 3, 1 / 3, 1 / 3), 3.0),
        ([votes(1)] * 50, (1 / 3, 1 / 3, 1 / 3), 3.0),
    ],
)
def test_the_prior_is_that_of_a_moment_estimate(
    totals: list[VoteTotals], means: tuple[float, ...], strength: float
) -> None:
    prior = fit_prior(totals)
    assert prior.strength == pytest.approx(strength)
    assert [one / strength for one in (prior.favour, prior.mixed, prior.against)] == pytest.approx(means)


def test_the_strength_between_the_two_limits_is_the_beta_binomial_s() -> None:
    """Shares .9 and .6 of 100 votes: mean .75, spread .025; between = (.025 - .1875 / 100) / .99."""
    spread = 10 * 0.15**2 / 9
    between = (spread - 0.1875 / 100) / 0.99
    prior = fit_prior([votes(90, 5, 5), votes(60, 20, 20)] * 5)
    assert prior.strength == pytest.approx(0.1875 / between - 1)
    assert prior.favour / prior.strength == pytest.approx(0.75)


@pytest.mark.parametrize("limit", [0, 1, 2, 3, 9])
def test_a_list_is_never_longer_than_asked(limit: int) -> None:
    rows = received(*(proposal(number, votes=votes(40, 20, 30)) for number in (1, 2, 3)))
    assert len(most_disputed(rows, limit)) == len(most_mixed(rows, limit)) == min(3, limit)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=14))
def test_every_cautious_share_is_a_share_below_what_was_cast(cast: list[tuple[int, int, int]]) -> None:
    rows = received(*(proposal(number, votes=votes(*one)) for number, one in enumerate(cast, start=1)))
    assert all(0 <= share <= 1 for row in rows for share in (row.support, row.dispute, row.hesitation))


@given(st.permutations(range(1, 13)))
def test_ranks_do_not_depend_on_the_order_of_rows(order: list[int]) -> None:
    rows = [proposal(number, votes=votes(20 + number % 4, number, 3 * number)) for number in order]
    again = received(*rows)
    assert refs(most_disputed(again, 5)) == refs(most_disputed(received(*rows[::-1]), 5))
    assert [row.proposal.id for row in again] == list(range(1, 13))
