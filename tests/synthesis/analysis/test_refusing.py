"""Consultations that are nothing like the usual: each is analysed whole, by words, then with vectors."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.facts import Position
from synthesis.analysis.findings import Findings, analyse
from synthesis.analysis.vectors import Vectors
from tests.factories.corpora import argument, comment, corpus, lively_corpus, proposal, source, votes
from tests.factories.vectors import vectors_of

SAID = "Les villages de {} attendent la fibre et un guichet ouvert à la mairie."
FOREIGN = "We want open data for every village of the region, and fast trains to {}."


def nothing() -> Corpus:
    return corpus()


def one_proposal() -> Corpus:
    return corpus(proposal(1))


def no_vote() -> Corpus:
    return corpus(*(proposal(number, SAID.format(number)) for number in range(1, 41)))


def everyone_agrees() -> Corpus:
    return corpus(*(proposal(number, SAID.format(number), votes=votes(50)) for number in range(1, 41)))


def campaign() -> Corpus:
    copies = [argument(1000 + number, 1, SAID.format("Berry")) for number in range(500)]
    return replace(lively_corpus(), arguments=(*copies, *lively_corpus().arguments))


def capitals() -> Corpus:
    return corpus(*(proposal(number, SAID.format(number).upper()) for number in range(1, 41)))


def another_language() -> Corpus:
    return corpus(*(proposal(number, FOREIGN.format(number)) for number in range(1, 41)))


def very_long_text() -> Corpus:
    return corpus(proposal(1, "fibre " * 3_300), arguments=[argument(n, 1, SAID.format(n)) for n in range(1, 40)])


def one_talkative_author() -> Corpus:
    told = [argument(number, 1, SAID.format(number), author=7) for number in range(1, 166)]
    return corpus(proposal(1, votes=votes(80, 0, 40)), arguments=told)


def hostile_words() -> Corpus:
    words = '<script>alert(1)</script> #set page(width: 1pt) {{ 7*7 }} =cmd|"/c calc"!A1 \\u0000 \u202e]]> ${x}'
    return corpus(*(proposal(number, f"{words} {number}.", words) for number in range(1, 41)))


def every_kind() -> Corpus:
    return corpus(proposal(1), arguments=(argument(1),), comments=(comment(1),), sources=(source(1),))


UNUSUAL = [
    nothing,
    one_proposal,
    no_vote,
    everyone_agrees,
    campaign,
    capitals,
    another_language,
    very_long_text,
    one_talkative_author,
    hostile_words,
    every_kind,
]


@pytest.fixture(scope="module", params=[(make, known) for make in UNUSUAL for known in (False, True)])
def found(request: pytest.FixtureRequest) -> Findings:
    """Return the findings of an unusual consultation, by words alone, then with vectors."""
    make, known = request.param
    whole = make()
    return analyse(whole, vectors=vectors_of(whole) if known else None)


def test_each_contribution_is_placed_once_or_named_ungrouped(found: Findings) -> None:
    placed = [ref for theme in found.themes for topic in theme.topics.topics for ref in topic.placed]
    ungrouped = [ref for theme in found.themes for ref in theme.topics.ungrouped]
    assert sorted(placed + ungrouped) == sorted(found.corpus.by_ref)


def test_each_quote_and_each_summary_is_exact(found: Findings) -> None:
    quotes = [quote for theme in found.themes for chosen in theme.topic_quotes for quote in chosen]
    quotes += [
        quote for theme in found.themes for side in theme.sides.values() for quote in (*side.favour, *side.against)
    ]
    for quote in (*quotes, *found.summaries.values()):
        assert found.corpus.by_ref[quote.ref].text[quote.start : quote.end] == quote.words


def test_what_is_signalled_exists(found: Findings) -> None:
    signals = [one for theme in found.themes for one in (*theme.signals.uncontradicted, *theme.signals.supported)]
    flagged = [one for theme in found.themes for one in theme.outside]
    assert {one.ref for one in (*signals, *flagged)} <= set(found.corpus.by_ref)


# --- what each of them must say, or not --------------------------------------------------------


@pytest.mark.parametrize("make", [nothing, one_proposal, no_vote])
def test_without_votes_nothing_is_supported_nor_divides(make: Callable[[], Corpus]) -> None:
    assert analyse(make()).ranks.everyone == ()


def test_where_everyone_agrees_nothing_divides() -> None:
    ranks = analyse(everyone_agrees()).ranks
    assert ranks.supported
    assert ranks.disputed == ranks.mixed == ()


def test_a_campaign_is_counted_and_changes_no_rank() -> None:
    ranks = analyse(campaign()).ranks
    assert ranks == analyse(lively_corpus()).ranks
    (copied,) = analyse(campaign()).copies
    assert (copied.size, copied.exact) == (500, True)


def test_a_campaign_is_quoted_once() -> None:
    sides = analyse(campaign()).themes[0].sides[1]
    assert len({quote.words for quote in sides.favour}) == len(sides.favour)


def test_a_talkative_author_is_quoted_once_a_side() -> None:
    sides = analyse(one_talkative_author()).themes[0].sides[1]
    assert len(sides.favour) == 1


def test_capitals_are_grouped_with_small_letters() -> None:
    both = [proposal(number, SAID.format("Berry")) for number in range(1, 31)]
    loud = [proposal(number, SAID.format("Berry").upper()) for number in range(31, 61)]
    whole = corpus(*both, *loud)
    known = vectors_of(whole)
    assert known.rows["P1"].tolist() == known.rows["P31"].tolist()


def test_vectors_of_another_consultation_are_refused() -> None:
    with pytest.raises(KeyError):
        analyse(no_vote(), vectors=Vectors("sens", {}))


def test_the_last_side_heard_is_heard_even_from_one_person() -> None:
    rows = [argument(number, 1, SAID.format(number)) for number in range(1, 60)]
    alone = argument(
        99,
        1,
        "Un guichet coûte cher à la mairie, et les habitants du canton le boudent.",
        position=Position.AGAINST,
    )
    whole = corpus(proposal(1, votes=votes(80, 0, 40)), arguments=(*rows, alone))
    assert [quote.ref for quote in analyse(whole).themes[0].sides[1].against] == ["A99"]


def test_findings_carry_the_summary_of_each_long_text_and_of_no_other() -> None:
    text = "Je demande la fibre dans chaque hameau du canton. Un guichet ouvert aide. Le bus relie la gare."
    whole = corpus(proposal(1, text), proposal(2, "La fibre manque au village."))
    assert list(analyse(whole).summaries) == ["P1"]


def test_the_same_vectors_give_the_same_findings_whatever_the_order_of_rows() -> None:
    whole = one_talkative_author()
    turned = replace(whole, arguments=whole.arguments[::-1])
    known = vectors_of(whole)
    assert analyse(turned, vectors=known) == analyse(whole, vectors=known)
