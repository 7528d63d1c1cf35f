from dataclasses import replace
from functools import cache

import pytest

from synthesis.analysis.findings import Findings, analyse
from synthesis.composer.changes import Anchor, ChangeKind
from synthesis.composer.compose import compose
from synthesis.composer.corrections import CORRECTIONS, Contested
from synthesis.composer.document import Claim, Document, Introduction, Paragraph, Table
from synthesis.composer.edits import (
    AddedIntroduction,
    Edits,
    EmptyEditError,
    Replacement,
    apply_edits,
    lapses_of,
)
from tests.factories.corpora import lively_corpus
from tests.factories.rearranged import BUS, SCHOOL, TOPICS, anchor, change, chapter, quote, topic
from tests.factories.rearranged import document as computed


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


def test_a_sentence_rewritten_on_a_topic_leaves_what_was_computed_after_it() -> None:
    written = apply_edits(computed(), Edits((Replacement("topic.size.T1-1", "L’école inquiète."),)))
    claim = next(one for one in written.claims() if one.id == "topic.size.T1-1")
    computed_words = TOPICS[0].claim.text
    assert claim.text == f"L’école inquiète. [à la main] Calculé : {computed_words}"
    assert (claim.computed, claim.is_handwritten) == (computed_words, True)


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


def computed_claims(document: Document) -> list[Claim]:
    return [claim for claim in document.claims() if not claim.id.startswith(CORRECTIONS)]


def every_claim() -> list[str]:
    return [claim.id for claim in computed_claims(edited())]


@pytest.mark.parametrize("claim_id", every_claim())
def test_no_edit_detaches_the_evidence_the_figures_or_the_template(claim_id: str) -> None:
    before = {claim.id: claim for claim in computed_claims(edited())}
    after = {claim.id: claim for claim in computed_claims(edited(Replacement(claim_id, "  Autrement dit.  ")))}
    expected = replace(before[claim_id], text="Autrement dit.", computed=before[claim_id].text)
    assert after == before | {claim_id: expected}


@pytest.mark.parametrize("section_id", [section.id for section in edited().walk() if section.id != CORRECTIONS])
def test_an_introduction_adds_one_block_and_takes_none_away(section_id: str) -> None:
    before = {section.id: section.blocks for section in edited().walk() if section.id != CORRECTIONS}
    document = edited(introductions=(AddedIntroduction(section_id, "Voici."),))
    after = {section.id: section.blocks for section in document.walk() if section.id != CORRECTIONS}
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


# --- what is listed in the annex --------------------------------------------------------


def annexed(edits: Edits) -> list[str]:
    section = next(one for one in apply_edits(computed(), edits).sections if one.id == CORRECTIONS)
    tables = [block for block in section.blocks if isinstance(block, Table)]
    claims = [claim.text for block in section.blocks if isinstance(block, Paragraph) for claim in block.claims]
    return [*claims, *(" | ".join(row) for table in tables for row in table.rows)]


RENAME = change(1, ChangeKind.NAME, topic=anchor(TOPICS[0]), name="La cantine")
LOST = change(2, ChangeKind.NAME, topic=Anchor("topic-T1-9", "le vélo", ("P77",)), name="Pistes")


def test_the_annex_says_that_nothing_was_changed() -> None:
    assert annexed(Edits()) == ["Le secrétariat n’a rien changé\u00a0: tout ce qui précède est calculé."]


def test_every_change_is_listed_with_before_and_after() -> None:
    edits = Edits((Replacement("theme.published.theme-1", "Dix."),), changes=(RENAME,))
    assert annexed(edits) == [
        "Le secrétariat a fait 2 changements, chacun marqué à sa place et listé ici.",
        "4. Santé | phrase récrite | 10 contributions. | Dix. | le secrétariat",
        "4. Santé, «\u00a0école, cantine\u00a0» | sujet renommé | école, cantine | La cantine | le secrétariat",
    ]


def test_a_text_placed_from_anywhere_and_a_replaced_quote_say_what_truly_stood_before() -> None:
    into, words = anchor(TOPICS[1]), "«\u00a0Ouvrir.\u00a0» (P1)"
    placed = change(3, ChangeKind.MOVE, into=into, refs=("P1",), before="école, cantine", on="4 mars 2026")
    pin = change(4, ChangeKind.QUOTE, topic=into, quote=quote("P3", "Un bus."), before=words)
    where = "4. Santé, «\u00a0bus, ligne\u00a0»"
    assert annexed(Edits(changes=(placed, pin)))[1:] == [
        f"{where} | contributions déplacées | école, cantine (P1) | bus, ligne | le secrétariat, le 4 mars 2026",
        f"{where} | citation choisie | {words} | «\u00a0Un bus.\u00a0» (P3) | le secrétariat",
    ]


def test_a_sentence_rewritten_on_a_topic_is_listed_under_its_theme_and_its_name() -> None:
    edits = Edits((Replacement("topic.size.T1-1", "L’école inquiète.", on="4 mars 2026"),))
    assert annexed(edits)[1].startswith("4. Santé, «\u00a0école, cantine\u00a0» | phrase récrite")
    assert annexed(edits)[1].endswith("le secrétariat, le 4 mars 2026")


def test_a_change_without_a_place_is_listed_with_its_reason() -> None:
    edits = Edits(changes=(LOST,))
    assert annexed(edits)[1] == "e2 | le sujet «\u00a0le vélo\u00a0» n’existe plus dans ce calcul"
    assert [lapse.id for lapse in lapses_of(computed(), edits)] == ["e2"]
    assert apply_edits(computed(), edits).orphan_edits == ("e2",)


def test_what_contributors_contested_is_counted() -> None:
    contested = Contested(3, 2, 1, 2, 1, "3 mars 2026", "17 mars 2026")
    said = annexed(Edits(contested=contested))
    assert "du 3 mars 2026 au 17 mars 2026" in said[1]
    assert said[2].startswith("3 personnes se sont exprimées\u00a0: 2 contributions dites mal placées, 1 dite mal")
    assert "accepté 2 demandes et expliqué son choix pour 1 autre" in said[2]


def test_a_quiet_opening_is_told_too() -> None:
    said = annexed(Edits(contested=Contested(opened_on="3 mars 2026", closed_on="17 mars 2026")))
    assert said[2] == "Personne n’a dit que sa contribution était mal placée ou mal comprise."


def test_evidence_grows_and_never_shrinks() -> None:
    grow = change(1, ChangeKind.EVIDENCE, claim_id="theme.published.theme-1", refs=("P6", "P1"))
    document = apply_edits(computed(), Edits(changes=(grow,)))
    claim = next(claim for claim in document.claims() if claim.id == "theme.published.theme-1")
    assert claim.evidence == ("P1", "P2", "A1", "A2", "P6")
    lost = replace(grow, claim_id="theme.inconnue")
    assert "la phrase à appuyer" in lapses_of(computed(), Edits(changes=(lost,)))[0].reason


def test_a_sentence_about_a_topic_follows_it_under_another_number() -> None:
    again = computed(chapter(topic(1, "bus", BUS), topic(2, "école", SCHOOL)))
    edits = Edits((Replacement("topic.size.T1-1", "Tout le monde en parle.", SCHOOL),))
    written = {claim.id: claim.text for claim in apply_edits(again, edits).claims()}
    assert written["topic.size.T1-2"].startswith("Tout le monde en parle. [à la main] Calculé")
    assert written["topic.size.T1-1"] != "Tout le monde en parle."
