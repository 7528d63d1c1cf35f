from dataclasses import replace
from functools import cache

import pytest

from synthesis.analysis.findings import Findings, analyse
from synthesis.composer.compose import compose
from synthesis.composer.document import Document, Introduction
from synthesis.composer.edits import AddedIntroduction, Edits, EmptyEditError, Replacement, apply_edits
from tests.factories.corpora import lively_corpus


@cache
def found() -> Findings:
    return analyse(lively_corpus())


def edited(*replacements: Replacement, introductions: tuple[AddedIntroduction, ...] = ()) -> Document:
    return compose(found(), Edits(replacements, introductions))


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


def every_claim() -> list[str]:
    return [claim.id for claim in edited().claims()]


@pytest.mark.parametrize("claim_id", every_claim())
def test_no_edit_detaches_the_evidence_the_figures_or_the_template(claim_id: str) -> None:
    before = {claim.id: claim for claim in edited().claims()}
    after = {claim.id: claim for claim in edited(Replacement(claim_id, "  Autrement dit.  ")).claims()}
    expected = replace(before[claim_id], text="Autrement dit.", computed=before[claim_id].text)
    assert after == before | {claim_id: expected}


@pytest.mark.parametrize("section_id", [section.id for section in edited().walk()])
def test_an_introduction_adds_one_block_and_takes_none_away(section_id: str) -> None:
    before = {section.id: section.blocks for section in edited().walk()}
    document = edited(introductions=(AddedIntroduction(section_id, "Voici."),))
    after = {section.id: section.blocks for section in document.walk()}
    assert after == before | {section_id: (Introduction("Voici."), *before[section_id])}


@pytest.mark.parametrize(
    "edits",
    [
        Edits((Replacement("theme-1", "Une phrase pour une partie."),)),
        Edits((Replacement("annexe", "Une phrase pour l’annexe."),)),
        Edits((), (AddedIntroduction("brief.published", "Une ouverture pour une phrase."),)),
        Edits((), (AddedIntroduction("theme-99", "Un thème disparu."),)),
        Edits((Replacement("", "Nulle part."),)),
    ],
)
def test_an_edit_that_takes_no_place_is_always_named(edits: Edits) -> None:
    document = compose(found(), edits)
    names = [one.claim_id for one in edits.replacements] + [one.section_id for one in edits.introductions]
    assert list(document.orphan_edits) == names
    assert not [claim for claim in document.claims() if claim.is_handwritten]


def test_editing_a_kept_document_is_composing_it_with_the_edit() -> None:
    first = edited()
    edits = Edits((Replacement("brief.published", "Une fois."),))
    assert apply_edits(first, edits) == edited(*edits.replacements)


def test_no_edit_changes_nothing() -> None:
    assert apply_edits(edited(), Edits()) == edited()
