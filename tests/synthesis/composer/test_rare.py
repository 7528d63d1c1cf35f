"""What few said, and what the region does not decide, in a theme's chapter."""

from dataclasses import replace

from synthesis.analysis.findings import Findings, analyse
from synthesis.analysis.powers import Domain, OutsidePowers
from synthesis.analysis.signals import WeakSignal, WeakSignals
from synthesis.composer.document import Block, Bullets, claims_of
from synthesis.composer.rare import domain_name, outside, weak_signals
from synthesis.composer.themes import theme_chapter
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import corpus, lively_corpus, proposal

CALM = WeakSignals((WeakSignal("P1", 0.1), WeakSignal("P3", 0.2)), (WeakSignal("P1", 0.1), WeakSignal("P2", 0.1)))


def found_with(signals: WeakSignals) -> Findings:
    findings = analyse(lively_corpus())
    return replace(findings, themes=(replace(findings.themes[0], signals=signals), *findings.themes[1:]))


def told(blocks: tuple[Block, ...]) -> list[str]:
    return [claim.text for block in blocks for claim in claims_of(block)]


def test_a_proposal_both_rare_and_supported_is_told_once() -> None:
    findings = found_with(CALM)
    _lead, *lines = told(weak_signals(Writer(findings, Wording()), findings.themes[0]))
    assert lines == [
        "« Fibrer chaque commune » : aucun argument contre (80 pour, 4 mitigés, 6 contre).",
        "« Former les agents » : aucun argument contre (3 pour, 0 mitigé, 0 contre).",
        "« Tout en ligne » : soutenue par les votes (30 pour, 6 mitigés, 34 contre).",
    ]


def test_that_nobody_argued_against_it_rests_on_all_its_arguments() -> None:
    findings = found_with(CALM)
    blocks = weak_signals(Writer(findings, Wording()), findings.themes[0])
    lead, first, *_ = (claim for block in blocks for claim in claims_of(block))
    assert lead.evidence == ("P1", "P3", "P2")
    assert dict(lead.parameters) == {"likeness.P1": "0.1000", "likeness.P3": "0.2000", "likeness.P2": "0.1000"}
    assert "de 0,1 à 0,2, sur une échelle de 0 à 1" in lead.text
    assert first.evidence == ("P1", *(one.ref for one in findings.corpus.arguments_by_proposal[1]))
    assert (first.shown, first.rest) == (("P1",), "")


def test_a_proposal_nobody_voted_on_says_so() -> None:
    findings = analyse(corpus(proposal(1)))
    theme = replace(findings.themes[0], signals=WeakSignals((WeakSignal("P1", 0.0),)))
    lead, line = told(weak_signals(Writer(findings, Wording()), theme))
    assert line.endswith("(aucun vote).")
    assert lead.startswith("Dans son thème, cette proposition")


def test_the_chapter_shows_them_only_where_there_are_some() -> None:
    with_some, without = found_with(CALM), analyse(lively_corpus())
    ids = [
        {part.id for part in theme_chapter(Writer(one, Wording()), one.themes[0]).sections}
        for one in (with_some, without)
    ]
    assert ["theme-1-rare" in one for one in ids] == [True, False]


def test_what_lies_outside_is_told_by_domain_with_the_words_that_flagged_it() -> None:
    flagged = (
        OutsidePowers("P2", Domain.TAXES, ("taux de TVA",)),
        OutsidePowers("P1", Domain.TAXES, ("ISF",)),
        OutsidePowers("A1", Domain.JUSTICE, ("magistrats",)),
    )
    _caution, bullets = outside(Writer(analyse(lively_corpus()), Wording()), flagged, "theme-1")
    assert isinstance(bullets, Bullets)
    assert [claim.text for claim in bullets.claims] == [
        "Justice : 1 contribution emploie ces mots (« magistrats »).",
        "Impôts de l’État : 2 contributions emploient ces mots (« ISF », « taux de TVA »).",
    ]
    assert [claim.evidence for claim in bullets.claims] == [("A1",), ("P2", "P1")]


def test_what_is_flagged_is_said_to_need_a_reader() -> None:
    flagged = (OutsidePowers("P1", Domain.DEFENCE, ("service militaire",)),)
    lead = told(outside(Writer(analyse(lively_corpus()), Wording()), flagged, "theme-1"))[0]
    assert "restent placées et comptées" in lead
    assert "une relecture en décide" in lead


def test_nothing_flagged_gives_nothing_to_read() -> None:
    assert outside(Writer(analyse(lively_corpus()), Wording()), (), "theme-1") == ()


def test_every_domain_has_a_name_of_its_own() -> None:
    writer = Writer(analyse(corpus()), Wording())
    assert len({domain_name(writer, domain) for domain in Domain}) == len(Domain)
