"""Consultations no one hopes for: an honest synthesis comes out of each, nobody lost and nothing invented."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from synthesis.analysis.corpus import Corpus, ThemeRow
from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import AnnexEntry, Document
from tests.factories.corpora import SECOND_THEME, THEME, argument, comment, corpus, lively_corpus, proposal, votes
from tests.factories.random_corpora import corpora
from tests.synthesis.analysis.test_topics import varied_corpus
from tests.synthesis.formats.documents import ATTACKS, hostile_corpus
from tests.synthesis.quotes_in import quotes_in

CAMPAIGN = "Nous demandons que la région finance la fibre jusque dans les hameaux les plus éloignés."
UNUSUAL = {
    "nothing": corpus(themes=()),
    "empty themes": corpus(themes=(THEME, SECOND_THEME)),
    "one proposal": corpus(proposal(1)),
    "no vote": corpus(*(proposal(number) for number in range(1, 6))),
    "everyone agrees": corpus(*(proposal(number, votes=votes(90)) for number in range(1, 6))),
    "everyone refuses": corpus(*(proposal(number, votes=votes(0, 0, 90)) for number in range(1, 6))),
    "everyone hesitates": corpus(*(proposal(number, votes=votes(0, 90)) for number in range(1, 6))),
    "500 copies": corpus(*(proposal(number, CAMPAIGN) for number in range(1, 501))),
    "capitals": corpus(*(proposal(number, CAMPAIGN.upper()) for number in range(1, 41))),
    "another language": corpus(*(proposal(number, "We want open data for all.") for number in range(1, 41))),
    "long texts": corpus(proposal(1, "a" * 20_000), proposal(2, "mot " * 5_000, votes=votes(20, 0, 20))),
    "one author": corpus(proposal(1), arguments=tuple(argument(n, 1, CAMPAIGN, author=1) for n in range(165))),
    "empty texts": corpus(proposal(1, ""), comments=(comment(1, 1, ""),)),
    "markup": hostile_corpus(),
    "a percent in a theme": corpus(proposal(1), themes=(ThemeRow(1, "t", "100 % numérique %s %(num)s", 1),)),
    "topics": varied_corpus(),
}


@cache
def composed(name: str) -> Document:
    return compose(analyse(UNUSUAL[name]))


def said(whole: Corpus) -> dict[str, str]:
    return {claim.id: claim.text for claim in compose(analyse(whole)).claims()}


@pytest.mark.parametrize("name", UNUSUAL)
def test_everyone_stands_once_in_the_annex(name: str) -> None:
    blocks = [block for section in composed(name).walk() for block in section.blocks]
    entries = [block for block in blocks if isinstance(block, AnnexEntry)]
    refs = [ref for entry in entries for ref in (entry.ref, *(reply.ref for reply in entry.replies))]
    assert sorted(refs) == sorted(UNUSUAL[name].by_ref)


@pytest.mark.parametrize("name", UNUSUAL)
def test_sections_and_sentences_have_identities_of_their_own(name: str) -> None:
    document = composed(name)
    ids = Counter([claim.id for claim in document.claims()] + [section.id for section in document.walk()])
    assert [one for one, count in ids.items() if count > 1] == []


@pytest.mark.parametrize("name", UNUSUAL)
def test_evidence_is_published_and_quotes_are_verbatim(name: str) -> None:
    whole, document = UNUSUAL[name], composed(name)
    assert {ref for claim in document.claims() for ref in claim.evidence} <= set(whole.by_ref)
    quotes = [one for section in document.walk() for block in section.blocks for one in quotes_in(block)]
    assert all(whole.by_ref[one.ref].text[one.start : one.end] == one.words for one in quotes)


@pytest.mark.parametrize("name", UNUSUAL)
def test_no_sentence_is_empty(name: str) -> None:
    assert all(claim.text.strip() for claim in composed(name).claims())


@pytest.mark.parametrize(
    ("name", "claim_id", "beginning"),
    [
        ("nothing", "brief.nothing", "Aucune contribution n’a été publiée"),
        ("empty themes", "theme.nothing.theme-1", "Aucune contribution n’a été publiée dans ce thème."),
        ("empty themes", "annex.nothing.theme-2", "Aucune contribution n’a été publiée dans ce thème."),
        ("one proposal", "theme.no_topics.theme-1", "Les contributions de ce thème sont trop peu nombreuses"),
        ("no vote", "brief.no_vote", "Aucun vote n’a été exprimé."),
        ("no vote", "theme.votes.theme-1", "Aucun vote n’a été exprimé sur ces propositions."),
        ("everyone agrees", "brief.none_disputed", "Aucune proposition ne divise nettement les votes."),
        ("everyone agrees", "theme.mixed.none.theme-1", "Aucune proposition ne laisse beaucoup de votes mitigés."),
        ("everyone refuses", "brief.none_supported", "Aucune proposition ne réunit assez de votes favorables"),
        ("everyone hesitates", "theme.mixed.P1", "90 votes, dont 0\u00a0% pour"),
        ("500 copies", "copies.groups", "1 groupe de contributions (500 en tout) répète"),
        ("capitals", "copies.groups", "1 groupe de contributions (40 en tout) répète"),
        ("one author", "theme.published.theme-1", "1 personne a publié 1 proposition et 165 arguments."),
    ],
)
def test_each_gets_its_honest_sentence(name: str, claim_id: str, beginning: str) -> None:
    claims = {claim.id: claim.text for claim in composed(name).claims()}
    assert claims[claim_id].startswith(beginning)


@pytest.mark.parametrize("attack", ATTACKS)
def test_markup_passes_through_the_document_as_it_was_typed(attack: str) -> None:
    whole = corpus(proposal(1, attack, attack, votes=votes(40, 5, 30)))
    assert attack in said(whole)["brief.disputed.P1"]


@pytest.mark.parametrize("copies", [2, 30, 300])
def test_a_campaign_leaves_every_other_rank_where_it_was(copies: int) -> None:
    calm = (proposal(1, "Autre chose.", votes=votes(90, 2, 8)), proposal(2, "Encore.", votes=votes(40, 2, 38)))
    noisy = corpus(*calm, *(proposal(number, CAMPAIGN) for number in range(3, 3 + copies)))
    names = [name for name in said(corpus(*calm)) if name.startswith(("brief.supported", "brief.disputed"))]
    assert names == [name for name in said(noisy) if name.startswith(("brief.supported", "brief.disputed"))]


@pytest.mark.parametrize(
    "added",
    [
        {"comments": (comment(1, 1), comment(2, 4))},
        {"arguments": (*lively_corpus().arguments, argument(50, 4, "Le lycée agricole manque de professeurs."))},
        {"proposals": (*lively_corpus().proposals, proposal(90, "Autre.", theme_id=2))},
        {"themes": (ThemeRow(9, "z", "Zones blanches", 0), *lively_corpus().themes)},
    ],
)
def test_identities_of_sentences_survive_rows_added_elsewhere(added: dict[str, object]) -> None:
    before = set(said(lively_corpus()))
    after = set(said(replace(lively_corpus(), **added)))  # type: ignore[arg-type]
    assert before <= after


def test_what_is_said_of_one_theme_does_not_move_when_another_grows() -> None:
    wider = replace(lively_corpus(), proposals=(*lively_corpus().proposals, proposal(90, "Autre.", theme_id=2)))
    before = {name: text for name, text in said(lively_corpus()).items() if name.endswith("theme-1")}
    assert before == {name: text for name, text in said(wider).items() if name.endswith("theme-1")}


@settings(max_examples=25, deadline=None)
@given(corpora())
def test_any_consultation_is_told_with_its_own_figures(whole: Corpus) -> None:
    findings = analyse(whole)
    values = findings.figures.values
    told = [pair for claim in compose(findings).claims() for pair in claim.parameters if pair[0] in values]
    assert all(str(values[name]) == value for name, value in told)


@settings(max_examples=15, deadline=None)
@given(corpora())
def test_any_consultation_stored_backwards_gives_the_same_document(whole: Corpus) -> None:
    rows = {name: getattr(whole, name)[::-1] for name in ("proposals", "arguments", "comments", "sources")}
    assert compose(analyse(replace(whole, **rows))) == compose(analyse(whole))
