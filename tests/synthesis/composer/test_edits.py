import pytest

from synthesis.analysis.findings import analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Document, Introduction
from synthesis.composer.edits import AddedIntroduction, Edits, EmptyEditError, Replacement
from tests.factories.corpora import lively_corpus


def edited(*replacements: Replacement, introductions: tuple[AddedIntroduction, ...] = ()) -> Document:
    return compose(analyse(lively_corpus()), Edits(replacements, introductions))


def test_a_replaced_sentence_is_marked_and_keeps_the_computed_one() -> None:
    document = edited(Replacement("brief.published", "Beaucoup de monde a parlé."))
    claim = next(claim for claim in document.claims() if claim.id == "brief.published")
    assert claim.text == "Beaucoup de monde a parlé."
    assert claim.is_handwritten
    assert claim.computed is not None
    assert "9 personnes ont publié" in claim.computed


def test_a_replaced_sentence_keeps_its_evidence() -> None:
    before = next(iter(edited().claims()))
    after = next(iter(edited(Replacement(before.id, "Autrement dit.")).claims()))
    assert after.evidence == before.evidence


def test_sentences_left_alone_are_not_marked() -> None:
    document = edited(Replacement("brief.published", "Autrement."))
    assert [claim.id for claim in document.claims() if claim.is_handwritten] == ["brief.published"]


@pytest.mark.parametrize("claim_id", ["theme.disputed.P2", "limits.sample"])
def test_any_claim_can_be_rewritten(claim_id: str) -> None:
    document = edited(Replacement(claim_id, "Autrement."))
    assert document.orphan_edits == ()


def test_an_introduction_opens_its_section() -> None:
    document = edited(introductions=(AddedIntroduction("theme-1", "Le sujet du siècle."),))
    section = next(section for section in document.walk() if section.id == "theme-1")
    assert section.blocks[0] == Introduction("Le sujet du siècle.")


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_text_would_hide_a_claim_and_is_refused(text: str) -> None:
    with pytest.raises(EmptyEditError):
        Edits((Replacement("brief.published", text),))
    with pytest.raises(EmptyEditError):
        Edits(introductions=(AddedIntroduction("theme-1", text),))


def test_an_edit_whose_claim_is_gone_is_kept_and_named() -> None:
    document = edited(Replacement("theme.supported.P99", "Perdue."))
    assert document.orphan_edits == ("theme.supported.P99",)
