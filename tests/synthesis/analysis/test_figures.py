import pytest

from synthesis.analysis.figures import count_figures
from tests.factories.corpora import corpus, facts, lively_corpus, proposal, votes


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("contributions", 9),
        ("proposals", 4),
        ("arguments", 3),
        ("comments", 1),
        ("sources", 1),
        ("authors", 9),
        ("people", 120),
        ("voters", 110),
        ("votes", 183),
        ("votes.favour", 122),
        ("votes.mixed", 19),
        ("votes.against", 42),
        ("imported_votes", 0),
        ("ranking_votes", 183),
        ("few_votes", 1),
        ("channel.online", 7),
        ("channel.paper", 1),
        ("channel.meeting", 1),
        ("moderation.excluded", 2),
        ("moderation.pending", 1),
        ("busiest.people", 1),
        ("busiest.contributions", 1),
        ("earliest.proposals", 2),
        ("earliest.votes", 160),
        ("theme.1.proposals", 3),
        ("theme.2.contributions", 1),
        ("theme.2.votes", 20),
        ("theme.1.few_votes", 1),
        ("marked", 0),
    ],
)
def test_figures_count_what_their_name_says(name: str, value: int) -> None:
    assert count_figures(lively_corpus())[name] == value


def test_imported_totals_are_counted_apart() -> None:
    row = proposal(1, votes=votes(2), imported_votes=votes(30, 5, 5))
    figures = count_figures(corpus(row, consultation=facts(imported=True)))
    assert (figures["votes"], figures["imported_votes"], figures["ranking_votes"]) == (2, 40, 40)


def test_an_empty_consultation_counts_nothing() -> None:
    figures = count_figures(corpus())
    assert {row.value for row in figures.rows} == {0}


def test_every_figure_has_one_name_and_one_query() -> None:
    rows = count_figures(lively_corpus()).rows
    assert len({row.name for row in rows}) == len(rows)
    assert all(row.query for row in rows)
