from math import ceil

import pytest
from hypothesis import given, settings

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.facts import ModerationFacts, Participation, Tally
from synthesis.analysis.figures import count_figures
from tests.factories.corpora import argument, corpus, facts, lively_corpus, proposal, votes
from tests.factories.random_corpora import corpora


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


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_what_was_published_is_counted_row_by_row(whole: Corpus) -> None:
    figures = count_figures(whole)
    assert figures["contributions"] == len(whole.by_ref)
    for name in ("proposals", "arguments", "comments", "sources"):
        assert figures[name] == len(getattr(whole, name))
    assert figures["authors"] == len({row.author for row in whole.contributions})
    assert figures["marked"] == len([row for row in whole.proposals if row.marked])


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_votes_are_summed_position_by_position(whole: Corpus) -> None:
    figures = count_figures(whole)
    for kind in ("votes", "imported_votes"):
        for position in ("favour", "mixed", "against"):
            expected = sum(getattr(getattr(row, kind), position) for row in whole.proposals)
            assert figures[f"{kind}.{position}"] == expected
        assert figures[kind] == sum(figures[f"{kind}.{one}"] for one in ("favour", "mixed", "against"))


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_themes_share_everything_out(whole: Corpus) -> None:
    figures = count_figures(whole)
    for name in ("contributions", "proposals", "arguments", "comments", "sources", "votes", "imported_votes"):
        assert figures[name] == figures[f"theme.1.{name}"] + figures[f"theme.2.{name}"]
    for name in ("few_votes", "ranking_votes"):
        assert figures[name] == figures[f"theme.1.{name}"] + figures[f"theme.2.{name}"]


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_channels_share_every_contribution_out(whole: Corpus) -> None:
    figures = count_figures(whole)
    assert figures["contributions"] == sum(figures[f"channel.{name}"] for name in ("online", "paper", "meeting"))


@settings(max_examples=40, deadline=None)
@given(corpora())
def test_few_votes_and_first_third_are_those_of_their_definition(whole: Corpus) -> None:
    figures = count_figures(whole)
    kind = "imported_votes" if whole.consultation.imported else "votes"
    totals = [getattr(row, kind).total for row in sorted(whole.proposals, key=lambda row: row.published_at)]
    third = ceil(len(totals) / 3)
    assert figures["few_votes"] == len([total for total in totals if total < 10])
    assert (figures["earliest.proposals"], figures["earliest.votes"]) == (third, sum(totals[:third]))


@pytest.mark.parametrize(
    ("authors", "people", "contributions"),
    [([1], 1, 1), ([1, 1, 1], 1, 3), ([1, 1, 2], 1, 2), (list(range(100)), 1, 1), (list(range(101)), 2, 2)],
)
def test_the_busiest_hundredth_is_at_least_one_person(authors: list[int], people: int, contributions: int) -> None:
    rows = (proposal(number, author=author) for number, author in enumerate(authors, start=1))
    figures = count_figures(corpus(*rows))
    assert (figures["busiest.people"], figures["busiest.contributions"]) == (people, contributions)


def test_one_author_with_165_arguments_is_one_author() -> None:
    rows = tuple(argument(number, 1, author=1) for number in range(1, 166))
    figures = count_figures(corpus(proposal(1, author=1), arguments=rows))
    assert (figures["authors"], figures["arguments"], figures["busiest.contributions"]) == (1, 165, 166)


@pytest.mark.parametrize(
    ("rules", "excluded"), [((), 0), ((Tally("Injure", 1),), 1), ((Tally("Injure", 2), Tally("Publicité", 3)), 5)]
)
def test_exclusions_are_summed_over_the_rules(rules: tuple[Tally, ...], excluded: int) -> None:
    figures = count_figures(corpus(moderation=ModerationFacts(rules, pending_at_closing=7)))
    assert (figures["moderation.excluded"], figures["moderation.pending"]) == (excluded, 7)


def test_people_are_those_the_site_counted_not_the_authors() -> None:
    figures = count_figures(corpus(proposal(1), participation=Participation(people=40, voters=39)))
    assert (figures["people"], figures["voters"], figures["authors"]) == (40, 39, 1)


def test_five_hundred_copies_are_five_hundred_contributions() -> None:
    assert count_figures(corpus(*(proposal(number) for number in range(1, 501))))["contributions"] == 500


def test_an_unknown_figure_has_no_value() -> None:
    with pytest.raises(KeyError):
        count_figures(corpus())["popularity"]
