import re

import pytest
from hypothesis import given, settings

from synthesis.analysis.corpus import Corpus
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import AnnexEntry
from synthesis.composer.quoting import LONGEST_OPENING, opening
from tests.factories.corpora import argument, corpus, facts, lively_corpus, proposal, votes
from tests.factories.random_corpora import corpora
from tests.synthesis.analysis.test_topics import varied_corpus


def entries(whole: Corpus) -> list[AnnexEntry]:
    blocks = [block for section in compose(analyse(whole)).walk() for block in section.blocks]
    return [block for block in blocks if isinstance(block, AnnexEntry)]


def test_every_contribution_appears_exactly_once() -> None:
    whole = lively_corpus()
    refs = [ref for entry in entries(whole) for ref in (entry.ref, *(reply.ref for reply in entry.replies))]
    assert sorted(refs) == sorted(whole.by_ref)


def test_replies_stand_under_their_proposal() -> None:
    first = entries(lively_corpus())[0]
    assert (first.ref, [reply.ref for reply in first.replies]) == ("P1", ["A1", "C1", "S1"])
    assert [reply.nature for reply in first.replies] == ["pour", "commentaire", "source"]


def test_an_entry_says_from_whom_where_how_when_and_how_received() -> None:
    facts_line = entries(lively_corpus())[0].facts
    assert (
        facts_line
        == "citoyenne · Loiret · en ligne · 1er mars 2026 · 90 votes\u00a0: 80 pour, 4 mitigés, 6 contre"
    )


def test_a_proposal_without_votes_says_so() -> None:
    assert entries(corpus(proposal(1)))[0].facts.endswith("aucun vote")


def test_a_proposal_from_the_recycle_bin_is_marked() -> None:
    row = proposal(1, marked=True, imported_votes=votes(3))
    assert "corbeille" in entries(corpus(row, consultation=facts(imported=True)))[0].facts


def test_an_opening_is_the_beginning_of_the_text() -> None:
    text = "La fibre " * 50
    words = opening(text)
    assert text.startswith(words)
    assert len(words) <= LONGEST_OPENING
    assert words.endswith(("fibre", "La"))


def test_an_opening_keeps_a_short_text_whole() -> None:
    assert opening("  Court.  ") == "Court."


def test_an_opening_stays_on_one_line() -> None:
    assert opening("Premier vers\nSecond vers") == "Premier vers"


def test_an_endless_word_is_cut_somewhere() -> None:
    assert opening("a" * 20_000) == "a" * LONGEST_OPENING


def test_a_cut_opening_is_shown_as_cut() -> None:
    whole = corpus(proposal(1), arguments=(argument(1, 1, "Court."), argument(2, 1, "long " * 100)))
    assert [reply.is_cut for reply in entries(whole)[0].replies] == [False, True]


def refs_in(whole: Corpus) -> list[str]:
    return [ref for entry in entries(whole) for ref in (entry.ref, *(reply.ref for reply in entry.replies))]


@settings(max_examples=30, deadline=None)
@given(corpora())
def test_any_consultation_is_in_its_annex_once_and_whole(whole: Corpus) -> None:
    assert sorted(refs_in(whole)) == sorted(whole.by_ref)


@settings(max_examples=15, deadline=None)
@given(corpora())
def test_every_link_of_any_annex_leads_to_its_contribution(whole: Corpus) -> None:
    links = {link.ref: link.path for link in compose(analyse(whole)).paths()}
    assert links == {ref: row.path for ref, row in whole.by_ref.items()}


@pytest.mark.parametrize("copies", [1, 2, 500])
def test_copies_are_never_merged_away(copies: int) -> None:
    whole = corpus(*(proposal(number, "La fibre optique pour tous. " * 3) for number in range(1, copies + 1)))
    assert len(refs_in(whole)) == copies


def test_grouped_and_ungrouped_contributions_all_have_a_place() -> None:
    places = [reply.place for entry in entries(varied_corpus()) for reply in entry.replies]
    assert all(re.fullmatch(r"sujet \d+\u00a0: .+|non regroupée", place) for place in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("   ", ""),
        ("\n\nOui.\n", "Oui."),
        ("Oui. \nNon.", "Oui."),
        ("mot " * 60, ("mot " * 27).rstrip()),
        ("a" * LONGEST_OPENING, "a" * LONGEST_OPENING),
        ("a" * (LONGEST_OPENING + 1), "a" * LONGEST_OPENING),
        ("<b>gras</b>", "<b>gras</b>"),
        ("OUI " * 3, "OUI OUI OUI"),
    ],
)
def test_an_opening_is_cut_between_words(text: str, expected: str) -> None:
    assert opening(text) == expected


def test_a_long_proposal_is_summed_up_in_its_own_words() -> None:
    text = "Je demande la fibre dans chaque hameau du canton. Un guichet ouvert aide. Le bus relie la gare."
    (entry,) = entries(corpus(proposal(1, text)))
    assert entry.summary is not None
    assert entry.summary.words in text
