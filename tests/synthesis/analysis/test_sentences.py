import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.analysis.sentences import split


def words(text: str) -> list[str]:
    return [sentence.words for sentence in split(text)]


def test_sentences_end_at_full_stops_and_marks() -> None:
    assert words("Oui. Non ! Peut-être ? Bien… Fin") == ["Oui.", "Non !", "Peut-être ?", "Bien…", "Fin"]


@pytest.mark.parametrize(
    "text",
    [
        "Voir l’art. 3 de la loi.",
        "M. Dupont et Mme. Durand l’ont dit.",
        "Un exemple, p. ex. La fibre, suffit.",
        "Le n° 4 de la rue.",
        "J. Rousseau l’écrit.",
        "Le point 1. Installer la fibre.",
        "Le débit... est faible.",
    ],
)
def test_abbreviations_initials_and_numbers_do_not_end_a_sentence(text: str) -> None:
    assert words(text) == [text]


def test_a_line_ends_a_sentence() -> None:
    assert words("Titre sans point\n\n- un point\n- un autre") == ["Titre sans point", "- un point", "- un autre"]


def test_a_closing_guillemet_stays_with_its_sentence() -> None:
    assert words("« Oui. » Il partit.") == ["« Oui. »", "Il partit."]


def test_nothing_gives_no_sentence() -> None:
    assert words(" \n\t ") == []


@given(st.text())
def test_every_sentence_is_the_span_it_says(text: str) -> None:
    assert all(text[one.start : one.end] == one.words for one in split(text))


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert "".join("".join(words(text)).split()) == "".join(text.split())
