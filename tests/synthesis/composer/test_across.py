"""The chapter across themes: who wrote in several, and which words come back."""

from collections.abc import Iterator
from dataclasses import replace

from synthesis.analysis.findings import Findings, analyse
from synthesis.analysis.grids import Share
from synthesis.analysis.topics import Topic
from synthesis.analysis.units import units_of
from synthesis.composer.across import across
from synthesis.composer.document import Claim, claims_of
from synthesis.composer.wording import Wording
from synthesis.composer.writer import Writer
from tests.factories.corpora import SECOND_THEME, THEME, argument, corpus, lively_corpus, proposal

NOTHING = "Aucun mot ne nomme un sujet dans plusieurs thèmes. Un même sujet peut y être dit autrement."


def told(findings: Findings) -> list[Claim]:
    sections = across(Writer(findings, Wording()))
    return [claim for part in sections for block in part.blocks for claim in claims_of(block)]


def with_topics(*themes: tuple[Topic, ...]) -> Findings:
    findings = analyse(lively_corpus())
    made = [
        replace(theme, topics=replace(theme.topics, topics=topics))
        for theme, topics in zip(findings.themes, themes, strict=True)
    ]
    return replace(findings, themes=tuple(made))


def topic(theme: int, label: str, *texts: str) -> Topic:
    """Return a topic of some texts, numbered after their theme."""
    rows = [argument(10 * theme + place, 1, text) for place, text in enumerate(texts)]
    refs = tuple(row.ref for row in rows)
    return Topic(theme, 1, (label,), refs, refs, tuple(units_of(rows)), stability=1.0)


FIBRE = ("La fibre optique manque encore ici.", "Sans fibre optique, rien ne marche.", "Le bourg attend toujours.")
BUS = ("Le bus passe trop tard le soir.", "Il faut un bus toutes les heures.")


def test_one_theme_has_nothing_to_go_across() -> None:
    assert across(Writer(analyse(corpus(proposal(1))), Wording())) == ()


def test_who_wrote_in_several_themes_is_counted() -> None:
    whole = corpus(
        proposal(1, author=7), proposal(2, author=7, theme_id=2), proposal(3), themes=(THEME, SECOND_THEME)
    )
    assert told(analyse(whole))[0].text == "1 personne a écrit dans plusieurs thèmes, sur 2."


def test_what_names_topics_of_two_themes_is_told_with_those_who_use_it() -> None:
    line = told(with_topics((topic(1, "fibre optique", *FIBRE),), (topic(2, "fibre optique", *FIBRE),)))[1]
    assert line.text == (
        "« fibre optique » nomme un sujet de chacun de ces thèmes : Territoires connectés et Formation. Au moins "
        "4 contributions de ces sujets l’emploient, sous une forme ou une autre ; on peut le lire ailleurs."
    )
    assert line.evidence == ("A10", "A11", "A20", "A21")


def test_the_plural_and_the_singular_are_one_word() -> None:
    many = ("Les lignes de bus sont rares ici.", "Plusieurs bus roulent vides le matin.")
    line = told(with_topics((topic(1, "lignes", *many),), (topic(2, "ligne", "Une ligne de bus ferme demain."),)))[
        1
    ]
    assert line.parameters == (("themes", "2"), ("users", "2"))


def test_a_word_of_a_theme_s_title_is_no_subject_across() -> None:
    texts = ("Les territoires ruraux attendent encore.",)
    lines = told(with_topics((topic(1, "territoires", *texts),), (topic(2, "territoires", *texts),)))
    assert lines[1].text == NOTHING


def test_a_word_that_a_theme_says_everywhere_is_no_subject_of_it() -> None:
    spread = (topic(1, "bus", *BUS), *(topic(1, "soir", *BUS) for _ in range(2)))
    assert told(with_topics(tuple(again(spread)), (topic(2, "bus", *BUS),)))[1].text == NOTHING


def test_a_word_most_used_in_other_topics_is_only_frequent() -> None:
    others = tuple(again(tuple(topic(2, "soir", *BUS) for _ in range(4))))
    themes = ((topic(1, "bus", *BUS),), (topic(2, "bus", *BUS),), others)
    findings = with_topics(themes[0], themes[1])
    third = replace(findings.themes[1], topics=replace(findings.themes[1].topics, topics=others))
    assert told(findings)[1].text.startswith("«")
    assert told(replace(findings, themes=(*findings.themes, third)))[1].text == NOTHING


def again(topics: tuple[Topic, ...]) -> Iterator[Topic]:
    """Give the same topics, each with contributions of its own."""
    for place, one in enumerate(topics):
        units = tuple(replace(unit, ref=f"A{place}{unit.ref[1:]}") for unit in one.units)
        yield replace(one, units=units, refs=tuple(f"A{place}{ref[1:]}" for ref in one.refs))


def test_a_code_of_the_grid_is_no_word_people_use() -> None:
    coded = replace(topic(1, "bus", *BUS), share=Share(2, 0, 0.0))
    assert told(with_topics((coded,), (topic(2, "bus", *BUS),)))[1].text == NOTHING


def test_names_that_never_come_back_are_said_not_to() -> None:
    assert told(with_topics((topic(1, "fibre", *FIBRE),), (topic(2, "bus", *BUS),)))[1].text == NOTHING
