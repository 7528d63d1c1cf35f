"""Proposals that resemble no other, and that people took up."""

from dataclasses import replace

import pytest

from synthesis.analysis.corpus import Corpus, ProposalRow
from synthesis.analysis.facts import Position
from synthesis.analysis.signals import FEWEST_PROPOSALS, MOST_SIGNALS, WeakSignals, weak_signals
from synthesis.analysis.votes import receptions
from tests.factories.corpora import argument, comment, corpus, proposal, votes
from tests.factories.vectors import vectors_of

BUS = "Le bus du soir doit desservir la gare de {}."
SCHOOL = "Les élèves du collège de {} attendent des tablettes."
TOWNS = ("Bourges", "Vierzon", "Loches", "Chinon", "Gien", "Dreux", "Issoudun", "Montargis", "Blois", "Vendôme")
RARE = proposal(99, "Installons des ruches sur les toits.", "Des ruches", votes=votes(30, 0, 0))


def theme(*rare: ProposalRow, **rows: object) -> Corpus:
    usual = [
        proposal(number, (BUS, SCHOOL)[number % 2].format(town), f"Pour {town}", votes=votes(20, 5, 15))
        for number, town in enumerate(TOWNS, start=1)
    ]
    return corpus(*usual, *rare, **rows)


def found(whole: Corpus) -> WeakSignals:
    return weak_signals(whole, receptions(whole))


def uncontradicted(whole: Corpus) -> list[str]:
    return [signal.ref for signal in found(whole).uncontradicted]


def test_a_proposal_unlike_the_others_that_nobody_contradicts_is_a_weak_signal():
    assert uncontradicted(theme(RARE)) == ["P99"]


def test_a_rare_proposal_that_many_support_is_one_too():
    assert [signal.ref for signal in found(theme(RARE)).supported] == ["P99"]


def test_each_signal_says_how_unlike_the_others_it_is():
    assert found(theme(RARE)).supported[0].likeness == pytest.approx(0, abs=0.2)


def test_one_argument_against_is_a_contradiction():
    against = argument(1, 99, "Les ruches piquent les passants.", position=Position.AGAINST)
    assert uncontradicted(theme(RARE, arguments=(against,))) == []


def test_votes_against_are_a_contradiction():
    assert uncontradicted(theme(replace(RARE, votes=votes(30, 0, 3)))) == []
    assert uncontradicted(theme(replace(RARE, votes=votes(30, 0, 1)))) == ["P99"]


@pytest.mark.parametrize("cast", [votes(), votes(3, 1)])
def test_what_hardly_anyone_saw_is_not_called_uncontradicted(cast):
    assert uncontradicted(theme(replace(RARE, votes=cast))) == []


def test_comments_say_that_people_saw_it():
    unvoted = replace(RARE, votes=votes())
    assert uncontradicted(theme(unvoted, comments=[comment(number, 99) for number in range(1, 6)])) == ["P99"]


def test_a_proposal_like_the_others_is_none_however_liked():
    liked = proposal(99, BUS.format("Tours"), "Pour Tours", votes=votes(90))
    whole = theme(liked)
    assert "P99" not in [signal.ref for signal in (*found(whole).uncontradicted, *found(whole).supported)]


def test_too_few_proposals_have_no_rare_one():
    whole = corpus(*theme(RARE).proposals[-(FEWEST_PROPOSALS - 1) :])
    assert found(whole) == WeakSignals()


def test_no_more_than_a_few_are_shown_and_never_more_than_a_tenth():
    whole = corpus(*(replace(row, id=row.id + 100 * turn) for turn in range(8) for row in theme(RARE).proposals))
    assert len(found(whole).supported) <= MOST_SIGNALS
    assert len(found(theme(RARE)).supported) == 1


def test_meaning_counts_where_it_is_known():
    rows = [proposal(number, f"Mot{number}.", "Le débit internet") for number in range(1, 11)]
    other = proposal(11, "Mot11.", "La bicyclette", votes=votes(9))
    whole = corpus(*rows, other)
    signals = weak_signals(whole, receptions(whole), vectors_of(whole))
    assert [signal.ref for signal in signals.uncontradicted] == ["P11"]
