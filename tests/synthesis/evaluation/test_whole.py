"""Measuring a whole synthesis: each share falls below one as soon as something is wrong."""

from dataclasses import replace

import pytest

from synthesis import dossier
from synthesis.composer.document import AnnexEntry, ProposalBlock, TopicBlock
from synthesis.evaluation.whole import (
    figures_of,
    names_of,
    numbers_exact,
    placed,
    quotes_exact,
    reversed_rows,
    vectors_of,
)
from tests.factories.corpora import lively_corpus
from tests.factories.vectors import vectors_of as vectors_in
from tests.synthesis.analysis.test_topics import varied_corpus


@pytest.fixture(scope="module")
def built():
    """Return a small corpus and its document."""
    corpus = lively_corpus()
    return corpus, dossier.build(corpus).document


def changed(document, kind, change):
    """Return a document whose blocks of one kind are changed."""

    def section(one):
        blocks = tuple(made for block in one.blocks for made in ([block] if block.kind != kind else change(block)))
        return replace(one, blocks=blocks, sections=tuple(section(child) for child in one.sections))

    return replace(document, sections=tuple(section(one) for one in document.sections))


def test_a_sound_synthesis_has_every_share_at_one(built):
    assert {value for name, value in figures_of(built[0]).items() if "name" not in name} == {1.0}


def test_topics_without_a_name_and_names_that_tell_of_few_are_counted():
    document = dossier.build(varied_corpus()).document
    assert names_of(document) == {"topics_named": 1.0, "names_telling": 1.0}
    few = changed(document, TopicBlock.kind, lambda block: [_sized(block, named="1")])
    assert names_of(few) == {"topics_named": 1.0, "names_telling": 0.0}
    nameless = changed(document, TopicBlock.kind, lambda block: [_sized(block, named_by="nothing")])
    assert set(names_of(nameless).values()) == {0.0}


def _sized(block, **values: str):
    parameters = tuple((dict(block.claim.parameters) | values).items())
    return replace(block, claim=replace(block.claim, parameters=parameters))


def test_a_contribution_left_out_or_put_twice_is_seen(built):
    corpus, document = built
    assert placed(corpus, changed(document, AnnexEntry.kind, lambda _block: [])) == 0
    assert placed(corpus, changed(document, AnnexEntry.kind, lambda block: [block, block])) == 0


def test_a_word_changed_in_a_quote_is_seen(built):
    corpus, document = built
    assert quotes_exact(corpus, document) == 1
    wrong = changed(document, ProposalBlock.kind, lambda block: [_misquoted(block)])
    assert quotes_exact(corpus, wrong) < 1


def _misquoted(block):
    sides = tuple(
        replace(side, quotes=tuple(replace(quote, words=quote.words + "…") for quote in side.quotes))
        for side in block.sides
    )
    return replace(block, sides=sides)


def test_a_number_that_is_not_the_query_s_is_seen(built):
    corpus, document = built
    fewer = replace(corpus, arguments=corpus.arguments[:-1])
    assert numbers_exact(corpus, document) == 1
    assert numbers_exact(fewer, document) < 1


def test_rows_given_the_other_way_round_make_the_same_corpus(built):
    assert reversed_rows(built[0]) == built[0]


def test_vectors_given_in_any_order_and_any_number_of_threads_give_the_same_bytes():
    corpus = varied_corpus()
    assert figures_of(corpus, vectors_in(corpus))["same_bytes"] == 1


def test_vectors_of_a_corpus_cover_it_where_the_model_is_installed():
    corpus = lively_corpus()
    found = vectors_of(corpus)
    assert found is None or set(found.covering(corpus).rows) == set(corpus.by_ref)
