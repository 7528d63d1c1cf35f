from synthesis.analysis.quotes import LONGEST, quotes_from, quotes_from_units
from synthesis.analysis.units import units_of
from tests.factories.corpora import argument, proposal

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
    assert quotes_from_units(units_of([row]), {"P1": 1}, 2) == ()


def test_units_of_a_topic_are_quoted_exactly() -> None:
    row = proposal(1, f"{FIBRE} {SCHOOL}", "Titre")
    (quote,) = quotes_from_units(units_of([row]), {"P1": 1}, 2)
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
    authors = {row.ref: row.author for row in rows}
    found = quotes_from_units(units_of(rows), authors, 1, ("fibre optique",))
    assert [quote.words for quote in found] == [FIBRE]
