"""The chapter across themes: who wrote in several, and which words come back."""

from dataclasses import replace

from synthesis.analysis.findings import Findings, analyse
from synthesis.analysis.topics import Topic
from synthesis.composer.across import across
from synthesis.composer.document import Claim, claims_of
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import SECOND_THEME, THEME, corpus, lively_corpus, proposal
from tests.synthesis.analysis.test_topics import varied_corpus


def told(findings: Findings) -> list[Claim]:
    sections = across(Writer(findings, Wording()))
    return [claim for part in sections for block in part.blocks for claim in claims_of(block)]


def with_topics(*labels: tuple[str, ...]) -> Findings:
    findings = analyse(lively_corpus())
    made = analyse(varied_corpus()).themes[0].topics.topics[0]
    themes = [
        replace(theme, topics=replace(theme.topics, topics=(named(made, label, theme.theme.id),)))
        for theme, label in zip(findings.themes, labels, strict=True)
    ]
    return replace(findings, themes=tuple(themes))


def named(topic: Topic, label: tuple[str, ...], theme_id: int) -> Topic:
    return replace(topic, label=label, theme_id=theme_id, refs=(f"P{theme_id}",))


def test_one_theme_has_nothing_to_go_across() -> None:
    assert across(Writer(analyse(corpus(proposal(1))), Wording())) == ()


def test_who_wrote_in_several_themes_is_counted() -> None:
    whole = corpus(
        proposal(1, author=7), proposal(2, author=7, theme_id=2), proposal(3), themes=(THEME, SECOND_THEME)
    )
    assert told(analyse(whole))[0].text == "1 personne a écrit dans plusieurs thèmes, sur 2."


def test_a_word_that_names_topics_of_two_themes_is_told_with_both() -> None:
    line = told(with_topics(("fibre", "débit"), ("école", "débit")))[1]
    assert line.text == "« débit » nomme un sujet dans 2 thèmes : Territoires connectés et Formation."
    assert line.evidence == ("P1", "P2")


def test_names_that_never_come_back_are_said_not_to() -> None:
    assert (
        told(with_topics(("fibre",), ("école",)))[1].text == "Aucun nom de sujet ne revient d’un thème à l’autre."
    )
