import pytest

from consult.kit.text import english, french
from consult.kit.text.words import Language, asked_terms, asked_tokens, language_of, tokens_of

FRENCH, ENGLISH = Language.FRENCH, Language.ENGLISH


@pytest.mark.parametrize(
    "text",
    [
        "We should open the libraries on Sundays.",
        "Free internet access for all citizens and visitors of the region",
        "This proposal is about rural broadband, which is too slow.",
        "The library",
        "Public money, public code: what our schools have paid for should be theirs.",
        "I work in Orléans and my children go to school there.",
        "the open data",
        "How can we help the elderly with online forms?",
        "Le Monde has written about it",
    ],
)
def test_a_text_in_english_is_known_by_its_little_words(text: str) -> None:
    assert language_of(text) is ENGLISH


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ouvrir les médiathèques le dimanche.",
        "L'open data pour tous",
        "Open data",
        "Le cloud computing et les start-up de la French Tech dans nos villages",
        "wifi",
        "Un hackathon par an, sur le modèle de « the hack of the year », avec les lycées et les mairies.",
        "Pas de smart city sans smart citizens",
        "La 5G on en a besoin",
        "OUVRIR LA MAIRIE",
        "son car a du retard",
    ],
)
def test_any_other_text_is_in_french(text: str) -> None:
    assert language_of(text) is FRENCH


def test_each_text_is_cut_as_its_own_language_is() -> None:
    (words,) = [one.terms for one in tokens_of("of the libraries") if one.terms]
    assert words == english.terms_of("library")
    assert tokens_of("les médiathèques") == french.tokens("les médiathèques")


def test_a_title_follows_the_language_of_its_text() -> None:
    (word,) = tokens_of("Libraries", ENGLISH)
    assert word.terms == english.terms_of("libraries")
    assert (word.start, word.end, word.word) == (0, 9, "libraries")


@pytest.mark.parametrize("word", ["médiathèque", "libraries", "internet"])
def test_a_word_asked_for_is_found_in_both_languages(word: str) -> None:
    assert set(asked_terms(word)) == {*french.terms_of(word), *english.terms_of(word)}
    assert asked_tokens(word, FRENCH)[0].terms == asked_terms(word)


@pytest.mark.parametrize(
    ("typed", "language", "kept"),
    [
        ("le vélo the", FRENCH, ["vélo", "the"]),
        ("the bike le", ENGLISH, ["bike", "le"]),
        ("de of", FRENCH, ["of"]),
        ("a on", ENGLISH, []),
        ("a on", FRENCH, []),
    ],
)
def test_too_common_a_word_is_that_of_the_language_of_the_query(
    typed: str, language: Language, kept: list[str]
) -> None:
    assert [one.word for one in asked_tokens(typed, language) if one.terms] == kept
