import pytest

from consult.kit.text.english import MARK, terms_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("library", "libraries"),
        ("digital", "Digitally"),
        ("open", "opened"),
        ("teaching", "teaches"),
        ("village", "villages"),
        ("naive", "naïve"),
        ("children", "CHILDREN"),
    ],
)
def test_words_of_a_family_find_each_other(one: str, other: str) -> None:
    assert terms_of(one) == terms_of(other) != ()


@pytest.mark.parametrize("word", ["the", "The", "of", "should", "with", "s", "t"])
def test_little_words_are_not_looked_for(word: str) -> None:
    assert terms_of(word) == ()


@pytest.mark.parametrize("word", ["data", "5", "internet", "part"])
def test_an_english_term_is_never_taken_for_a_french_one(word: str) -> None:
    assert all(term.startswith(MARK) for term in terms_of(word))
