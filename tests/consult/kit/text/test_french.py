from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.french import LONGEST_TERM, STOP_WORDS, fold, terms, terms_of, tokens

FRENCH = st.text(alphabet="aàâbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyzÉÀŒ'’-‑ \n\u0301\u00ad.5", max_size=80)


def find_each_other(query: str, text: str) -> bool:
    return all(set(token.terms) & set(terms(text)) for token in tokens(query) if token.terms)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("fiscalité", "une réforme fiscale"), ("lycee", "les lycées"), ("LYCÉE", "lycée"), ("l'égalité", "égaux"),
        ("œuvre", "OEUVRES"), ("coeur", "cœur"), ("e\u0301te\u0301", "été"), ("enjeux", "un enjeu"),
        ("tiers-lieux", "un tiers lieu"), ("vidéoprotection", "la vidéo-protection"),
        ("vidéo-protection", "vidéoprotection"), ("travail", "des travaux"),
        ("vidéo‑protection", "vidéo-protection"), ("prud’homme", "prud'hommes"), ("aujourd’hui", "d'aujourd'hui"),
        ("jusqu’alors île", "presqu'île"), ("ﬁbre", "fibres"), ("dématérialisation", "dematerialise"),
        ("5g", "la 5G"),
        ("numérique", "l’usage du nume\u0301rique"), ("rec\u00adherche", "recherche"),
    ],
)  # fmt: skip
def test_forms_of_a_word_find_each_other(query: str, text: str) -> None:
    assert find_each_other(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("communes", "la communication"), ("données", "donner"), ("commune", "un bien commun")]
)
def test_words_of_different_families_stay_apart(query: str, text: str) -> None:
    assert not find_each_other(query, text)


def test_every_accented_form_is_found_when_typed_bare() -> None:
    words = ("portabilité", "élève", "hôpital", "forêt", "collège", "sécurité", "marché")
    assert [word for word in words if not find_each_other(fold(word), word)] == []


def test_today_and_labour_courts_stay_whole() -> None:
    assert [token.word for token in tokens("Aujourd'hui aux prud'hommes")] == ["aujourd'hui", "aux", "prud'hommes"]


def test_elision_is_left_out_of_the_word_and_of_its_place() -> None:
    text = "Qu’est-ce que l'accès ?"
    assert [text[token.start : token.end] for token in tokens(text)] == ["est", "ce", "que", "accès"]


def test_a_stop_word_holds_its_place_and_finds_nothing() -> None:
    assert [bool(token.terms) for token in tokens("droit à l'oubli")] == [True, False, True]
    assert terms("où dès tres être d' a") == []


def test_summer_and_against_are_words_to_look_for() -> None:
    assert "été" not in STOP_WORDS
    assert terms("été contre sans") == ["ete", "contr", "san"]


def test_a_word_without_end_is_cut() -> None:
    assert all(len(term) <= LONGEST_TERM for term in terms("a" * 10_000))


@pytest.mark.parametrize("text", ["", "   ", "!?… —", "_ _", "'’", "-", "\u200d\u0301", "👨‍👩‍👧"])
def test_a_text_without_letters_has_no_word(text: str) -> None:
    assert tokens(text) == []


def test_other_scripts_are_cut_into_words_too() -> None:
    assert [token.word for token in tokens("حرية العربية, права")] == ["حرية", "العربية", "права"]


@given(FRENCH)
def test_offsets_stand_in_the_text_and_never_overlap(text: str) -> None:
    found = tokens(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(FRENCH)
def test_capitals_and_bare_letters_give_words_that_find_the_text(text: str) -> None:
    for word in tokens(text):
        assert not word.terms or not terms_of(word.word) or set(terms_of(word.word.upper())) & set(word.terms)


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=200))
def test_any_text_at_all_is_cut_without_an_error(text: str) -> None:
    assert all(term == fold(term) for term in terms(text))
