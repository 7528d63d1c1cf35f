import pytest

from synthesis.analysis.phrases import grammar_of, pieces_of, terms_in

SAID = [
    "Les bacs à fleurs de la mairie.",
    "Il faut publier les cartes de la couverture mobile.",
    "Nous publions la carte de couverture.",
    "La langue des signes française, simplement.",
]


def terms(words: str, *others: str) -> dict[tuple[str, ...], str]:
    grammar = grammar_of([pieces_of(one) for one in (words, *others, *SAID)])
    return {one.term: one.typed for one in terms_in(pieces_of(words), grammar)}


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        (SAID[0], "bacs à fleurs"),
        (SAID[1], "cartes de la couverture mobile"),
        (SAID[3], "langue des signes française"),
        ("L’accueil d’urgence.", "accueil d'urgence"),
    ],
)
def test_a_phrase_runs_from_a_noun_through_short_prepositions(sentence: str, phrase: str) -> None:
    assert phrase in terms(sentence).values()


def test_a_phrase_is_the_same_whatever_joins_its_words() -> None:
    assert ("carte", "couverture") in terms(SAID[1]).keys() & terms(SAID[2]).keys()


def test_a_phrase_never_crosses_a_sign() -> None:
    assert ("fibre", "école") not in terms("La fibre, l’école ; la fibre. École.")


def test_a_verb_and_an_adverb_begin_no_phrase() -> None:
    found = {term[0] for term in terms("Ils publient rapidement la carte.", "Je publie, tu publies.")}
    assert found == {"carte"}


def test_a_word_no_article_ever_precedes_begins_no_phrase() -> None:
    assert not any(term[0] == "mobile" for term in terms("La couverture mobile, une zone mobile."))


def test_numbers_and_single_letters_name_nothing() -> None:
    assert set(terms("Le 12 mars, la 5G et le plan B.")) == {("plan",)}


def test_capitals_tell_nothing_in_a_sentence_that_shouts() -> None:
    calm, loud = (pieces_of(words) for words in ("Baisser la TVA.", "LA TVA BAISSE"))
    shown = {one.typed: one.shows_case for one in terms_in(calm)} | {
        f"{one.typed}!": one.shows_case for one in terms_in(loud)
    }
    assert shown["TVA"]
    assert not shown["TVA!"]
