from pathlib import Path

import pytest

from consult.kit.text.french import terms_of, tokens
from consult.kit.text.synonyms import Phrase, Synonyms, is_acronym

NETWORK = Synonyms([["THD", "fibre", "très haut débit"], ["EPN", "espace public numérique", "tiers-lieu"]])


def others(query: str) -> set[Phrase]:
    found = NETWORK.find([token for token in tokens(query) if token.terms])
    return {other for equivalent in found for other in equivalent.others}


def word(text: str) -> Phrase:
    return (terms_of(text),)


def test_a_phrase_finds_the_words_that_say_the_same() -> None:
    assert others("le tres haut debit") == {word("thd"), word("fibre")}


def test_a_word_finds_the_phrases_that_say_the_same() -> None:
    assert (terms_of("haut"), terms_of("débit")) in others("les fibres")


def test_the_longest_equivalent_is_taken_once() -> None:
    found = list(NETWORK.find(tokens("espaces publics numériques ruraux")))
    assert [(one.first, one.length) for one in found] == [(0, 3)]


def test_other_words_and_halves_of_phrases_have_no_equivalent() -> None:
    assert others("haut espace public lieu") == set()


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "synonymes.toml"
    path.write_text('[[groupe]]\nmots = ["THD", "fibre"]\n', "utf-8")
    assert list(Synonyms.read(path).find(tokens("fibre"))) != []


@pytest.mark.parametrize("content", ["mots =", "[[groupe]]\nmots = 3", "[[groupe]]\nmot = []", "groupe = [1]"])
def test_a_file_that_is_not_one_is_refused_by_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "synonymes.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"synonymes\.toml"):
        Synonyms.read(path)


def test_an_acronym_of_a_group_is_only_itself_or_several_of_it() -> None:
    known = Synonyms([["CAF", "caisse d’allocations familiales"]])
    asked = {typed: [one.others for one in known.find(tokens(typed))] for typed in ("CAF", "caf", "CAFs", "café")}
    assert asked["CAF"] == asked["caf"] == asked["CAFs"] != []
    assert asked["café"] == []
    assert known.acronym(word("caf")) == "caf"
    assert known.acronym(asked["CAF"][0][0]) == ""


@pytest.mark.parametrize(
    ("written", "is_one"),
    [("CAF", True), ("MSAP", True), ("É", False), ("Caf", False), ("REGION", False), ("5G", False), ("", False)],
)
def test_a_few_capitals_make_an_acronym(written: str, *, is_one: bool) -> None:
    assert is_acronym(written) is is_one
