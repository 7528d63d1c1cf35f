from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.analysis.corpus import ArgumentRow
from synthesis.analysis.facts import Picked, Position
from synthesis.analysis.findings import analyse
from synthesis.analysis.quotes import LONGEST, SHORTEST, Preferred, preferred_in, quotes_from, quotes_from_units
from synthesis.analysis.units import units_of
from tests.factories.corpora import argument, corpus, proposal, votes

FIBRE = "La fibre optique manque encore dans presque tous les villages de mon canton."
SCHOOL = "Les lycéens apprennent mieux le code informatique avec un professeur formé."
DESK = "Un guichet humain reste le seul recours des personnes âgées sans ordinateur."


def test_a_quote_is_the_exact_span_of_its_text() -> None:
    row = argument(1, 1, f"Bonjour. {FIBRE} Merci.")
    (quote,) = quotes_from([row], 3)
    assert row.text[quote.start : quote.end] == quote.words == FIBRE


def test_quotes_cover_different_ideas() -> None:
    rows = [argument(number, 1, text) for number, text in enumerate((FIBRE, FIBRE, FIBRE, SCHOOL), start=1)]
    assert {quote.words for quote in quotes_from(rows, 2)} == {FIBRE, SCHOOL}


def test_an_author_is_quoted_once() -> None:
    rows = [argument(number, 1, text, author=7) for number, text in enumerate((FIBRE, SCHOOL, DESK), start=1)]
    assert len(quotes_from(rows, 3)) == 1


def test_whole_sentences_are_preferred_to_bits() -> None:
    bit = "ajouter à l’article premier de la loi du numérique les mots suivants :"
    rows = [argument(1, 1, bit), argument(2, 1, DESK)]
    assert [quote.words for quote in quotes_from(rows, 2)] == [DESK]


def test_a_text_in_capitals_is_quoted_only_for_want_of_another() -> None:
    shout = argument(1, 1, FIBRE.upper())
    assert [quote.ref for quote in quotes_from([shout], 1)] == ["A1"]
    assert [quote.ref for quote in quotes_from([shout, argument(2, 1, FIBRE)], 1)] == ["A2"]


def test_too_short_or_too_long_a_sentence_is_not_quoted() -> None:
    assert quotes_from([argument(1, 1, "D’accord."), argument(2, 1, "fibre optique " * LONGEST)], 2) == ()


def test_a_title_is_never_quoted() -> None:
    row = proposal(1, "Bref.", FIBRE)
    assert quotes_from_units(units_of([row]), {"P1": row}, 2) == ()


def test_units_of_a_topic_are_quoted_exactly() -> None:
    row = proposal(1, f"{FIBRE} {SCHOOL}", "Titre")
    (quote,) = quotes_from_units(units_of([row]), {"P1": row}, 2)
    assert row.text[quote.start : quote.end] == quote.words


def test_the_choice_does_not_depend_on_how_many_support_it() -> None:
    rows = [argument(1, 1, FIBRE), argument(2, 1, SCHOOL)]
    liked = [argument(1, 1, FIBRE), argument(2, 1, SCHOOL, supports=900)]
    assert quotes_from(rows, 1) == quotes_from(liked, 1)


def test_a_long_list_is_thinned_and_still_quoted() -> None:
    rows = [argument(number, 1, f"{FIBRE} {SCHOOL} {DESK}") for number in range(1, 400)]
    assert len(quotes_from(rows, 2)) == 2


def test_a_topic_is_quoted_in_the_words_of_its_name() -> None:
    rows = [argument(1, 1, DESK), argument(2, 1, f"{DESK} {SCHOOL}"), argument(3, 1, FIBRE)]
    known = {row.ref: row for row in rows}
    found = quotes_from_units(units_of(rows), known, 1, ("fibre optique",))
    assert [quote.words for quote in found] == [FIBRE]


BUS = "Le bus régional ne passe plus que deux fois par jour devant le lycée agricole."
FARM = "Les agriculteurs du plateau payent cher une antenne satellite pour déclarer leurs récoltes."
IDEAS = (FIBRE, SCHOOL, DESK, BUS, FARM)


@pytest.mark.parametrize("idea", IDEAS)
@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "  {}  ",
        "Bonjour à tous. {}",
        "{} Merci.",
        "Première ligne\n\n{}\nDernière ligne",
        "😀 Oui ! {} Non ?",
        "« Oui. » {}",
    ],
)
def test_a_quote_is_the_span_of_its_text_wherever_it_stands(idea: str, text: str) -> None:
    row = argument(1, 1, text.format(idea))
    (quote,) = quotes_from([row], 1)
    assert row.text[quote.start : quote.end] == quote.words == idea


@pytest.mark.parametrize(
    "words",
    [
        "Oui.",
        "Je suis tout à fait d’accord avec vous et avec tout cela.",
        "La fibre, la fibre, la fibre, la fibre, la fibre, la fibre.",
        "Voir https://exemple.fr/fibre-optique-villages-canton pour le débit des hameaux.",
        f"{FIBRE.removesuffix('.')} {'et encore les hameaux ' * 20}.",
    ],
)
def test_words_that_say_too_little_too_much_or_only_an_address_are_not_quoted(words: str) -> None:
    assert quotes_from([argument(1, 1, words)], 2) == ()


@pytest.mark.parametrize("length", [SHORTEST, SHORTEST + 1, LONGEST])
def test_the_shortest_and_the_longest_sentences_may_be_quoted(length: int) -> None:
    words = ("Fibre optique villages hameaux canton débit réseau " * 9)[: length - 1].rstrip()
    words = f"{words:e<{length - 1}}."
    assert [quote.words for quote in quotes_from([argument(1, 1, words)], 1)] == [words]


@pytest.mark.parametrize("limit", range(7))
def test_there_are_never_more_quotes_than_asked_nor_than_authors(limit: int) -> None:
    rows = [argument(number, 1, idea, author=number % 3) for number, idea in enumerate(IDEAS)]
    assert len(quotes_from(rows, limit)) == min(limit, 3)


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_one_author_with_165_arguments_is_quoted_once(limit: int) -> None:
    rows = [argument(number, 1, IDEAS[number % 5], author=1) for number in range(1, 166)]
    assert len(quotes_from(rows, limit)) == 1


def test_an_idea_told_late_by_one_person_is_quoted_beside_one_told_by_many() -> None:
    rows = [argument(number, 1, FIBRE) for number in range(1, 30)]
    late = argument(99, 1, FARM, published_at=rows[0].published_at + timedelta(days=28))
    assert {quote.ref for quote in quotes_from([*rows, late], 2)} == {"A1", "A99"}


def test_the_choice_does_not_depend_on_the_dates() -> None:
    rows = [argument(number, 1, idea) for number, idea in enumerate(IDEAS, start=1)]
    late = [
        argument(number, 1, idea, published_at=rows[0].published_at + timedelta(days=9 - number))
        for number, idea in enumerate(IDEAS, start=1)
    ]
    assert quotes_from(rows, 3) == quotes_from(late, 3)


@pytest.mark.parametrize(
    ("sides", "favour", "against"),
    [
        ({}, [], []),
        ({FIBRE: Position.FOR}, ["A1"], []),
        ({FIBRE: Position.AGAINST}, [], ["A1"]),
        ({FIBRE: Position.FOR, SCHOOL: Position.AGAINST}, ["A1"], ["A2"]),
        ({FIBRE: Position.FOR, SCHOOL: Position.FOR, DESK: Position.AGAINST}, ["A1", "A2"], ["A3"]),
        ({"Oui.": Position.FOR, SCHOOL: Position.AGAINST}, [], ["A2"]),
    ],
)
def test_each_side_of_a_proposal_is_quoted_apart(
    sides: dict[str, Position], favour: list[str], against: list[str]
) -> None:
    rows = tuple(
        argument(number, 1, text, position=side) for number, (text, side) in enumerate(sides.items(), start=1)
    )
    found = analyse(corpus(proposal(1, votes=votes(40, 5, 30)), arguments=rows)).themes[0].sides[1]
    assert sorted(quote.ref for quote in found.favour) == favour
    assert sorted(quote.ref for quote in found.against) == against


@given(st.lists(st.tuples(st.sampled_from(IDEAS), st.integers(1, 4)), max_size=10), st.integers(0, 4))
def test_any_choice_is_verbatim_and_quotes_nobody_twice(told: list[tuple[str, int]], limit: int) -> None:
    rows = {
        f"A{number}": argument(number, 1, f"{text} {IDEAS[author]}", author=author)
        for number, (text, author) in enumerate(told, start=1)
    }
    chosen = quotes_from(list(rows.values()), limit)
    assert all(rows[one.ref].text[one.start : one.end] == one.words for one in chosen)
    assert len({rows[one.ref].author for one in chosen}) == len(chosen) <= limit


@pytest.mark.parametrize("text", [" ", "!!!", "😀" * 50, "\n\n", "TOUT EN CAPITALES", "a" * 20_000])
def test_texts_without_a_sentence_give_no_quote(text: str) -> None:
    assert quotes_from([argument(1, 1, text)], 2) == ()


def test_units_of_another_topic_are_not_quoted() -> None:
    rows = [argument(1, 1, f"{FIBRE} {SCHOOL}"), argument(2, 1, DESK)]
    units = [unit for unit in units_of(rows) if unit.words == SCHOOL]
    assert [quote.words for quote in quotes_from_units(units, {row.ref: row for row in rows}, 2)] == [SCHOOL]


def test_words_of_the_name_give_way_when_too_few_people_use_them() -> None:
    rows = [argument(1, 1, FIBRE), argument(2, 1, SCHOOL), argument(3, 1, DESK)]
    known = {row.ref: row for row in rows}
    assert len(quotes_from_units(units_of(rows), known, 2, ("fibre optique",))) == 2


# --- what moderators picked, and what came late --------------------------------------------------


def told_by(*ideas: str) -> list[ArgumentRow]:
    return [argument(number, 1, idea) for number, idea in enumerate(ideas, start=1)]


def test_what_a_moderator_picked_is_quoted_first() -> None:
    rows = told_by(FIBRE, FIBRE, FIBRE, SCHOOL, f"Bonjour. {DESK}")
    assert [quote.words for quote in quotes_from(rows, 1, Preferred({"A5": (DESK,)}))] == [DESK]


def test_picked_words_are_quoted_where_they_stand_even_inside_a_sentence() -> None:
    row = argument(1, 1, f"Bonjour. {DESK}")
    (quote,) = quotes_from([row], 2, Preferred({"A1": ("le seul recours",)}))
    assert row.text[quote.start : quote.end] == quote.words == "le seul recours"


@pytest.mark.parametrize("words", ["", "des mots qui n’y sont plus", DESK.upper()])
def test_picked_words_that_the_text_does_not_hold_are_forgotten(words: str) -> None:
    rows = told_by(FIBRE)
    assert quotes_from(rows, 2, Preferred({"A1": (words,)})) == quotes_from(rows, 2)


def test_an_author_picked_twice_is_quoted_once() -> None:
    rows = [argument(1, 1, f"{FIBRE} {DESK}", author=7), argument(2, 1, SCHOOL)]
    found = quotes_from(rows, 2, Preferred({"A1": (FIBRE, DESK)}))
    assert sorted(quote.ref for quote in found) == ["A1", "A2"]


def test_the_last_place_is_kept_for_a_late_contribution() -> None:
    rows = told_by(FIBRE, FIBRE, SCHOOL, SCHOOL, DESK)
    assert quotes_from(rows, 2)[1].ref != "A5"
    assert [quote.ref for quote in quotes_from(rows, 2, Preferred(late=frozenset({"A5"})))][1] == "A5"


def test_one_place_alone_goes_to_what_covers_most() -> None:
    rows = told_by(FIBRE, FIBRE, FIBRE, SCHOOL, SCHOOL, DESK, DESK)
    assert [quote.words for quote in quotes_from(rows, 1, Preferred(late=frozenset({"A7"})))] == [FIBRE]


def test_a_late_contribution_that_cannot_be_quoted_leaves_its_place() -> None:
    rows = told_by(FIBRE, SCHOOL, "Oui.")
    assert len(quotes_from(rows, 2, Preferred(late=frozenset({"A3"})))) == 2


def test_a_topic_quotes_what_was_picked_in_its_own_sentences_only() -> None:
    row = argument(1, 1, f"{FIBRE} {SCHOOL}")
    other = argument(2, 1, DESK)
    units = [unit for unit in units_of([row, other]) if unit.words in {SCHOOL, DESK}]
    known = {one.ref: one for one in (row, other)}
    found = quotes_from_units(units, known, 2, (), Preferred({"A1": (FIBRE,), "A2": ("le seul recours",)}))
    assert [quote.words for quote in found] == ["le seul recours", SCHOOL]


def test_a_corpus_says_what_was_picked_and_what_came_late() -> None:
    rows = [argument(number, 1, FIBRE) for number in range(1, 6)]
    whole = corpus(proposal(1), arguments=rows, picked=(Picked("A2", "b"), Picked("A2", "a")))
    assert preferred_in(whole) == Preferred({"A2": ("a", "b")}, frozenset({"A4", "A5"}))


def test_a_synthesis_quotes_what_a_moderator_picked() -> None:
    rows = told_by(FIBRE, FIBRE, SCHOOL, f"Bonjour. {DESK}")
    whole = corpus(proposal(1, votes=votes(80, 0, 40)), arguments=rows, picked=(Picked("A4", DESK),))
    (found,) = analyse(whole).themes
    assert DESK in [quote.words for quote in found.sides[1].favour]
