"""What a word asks for, and the words that stand for it."""

import pytest

from consult.kit.text.french import fold, terms_of
from consult.kit.text.synonyms import Synonyms, phrase_of
from search.query import SYNONYM_WEIGHT, parse
from tests.factories.search import NONE, phrase_asked

NETWORK = Synonyms([["THD", "fibre", "très haut débit"], ["EPN", "espace public numérique", "tiers-lieu"]])


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("THD", ["fibre", "très haut débit"]),
        ("thd", ["fibre", "très haut débit"]),
        ("fibre", ["THD", "très haut débit"]),
        ("Fibres", ["THD", "très haut débit"]),
        ("très haut débit", ["THD", "fibre"]),
        ("tres haut debit", ["THD", "fibre"]),
        ("haut débit", ["THD", "fibre"]),
        ("EPN", ["espace public numérique", "tiers-lieu"]),
        ("espaces publics numériques", ["EPN", "tiers-lieu"]),
        ("tiers lieux", ["EPN", "espace public numérique"]),
        ("tiers-lieu", ["EPN", "espace public numérique"]),
        ("débit haut", []),
        ("haut", []),
        ("espace public", []),
        ("numérique", []),
        ('"fibre"', []),
        ("fib*", []),
    ],
)
def test_words_that_say_the_same_stand_beside_the_words_typed(typed: str, others: list[str]) -> None:
    found = [one for clause in parse(typed, NETWORK).clauses for one in clause.alternatives[1:]]
    assert {one.phrase for one in found} == {phrase_of(one) for one in others}
    assert all(one.exact and one.weight == SYNONYM_WEIGHT for one in found)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("la fibre au village", ["fibre", "village"]),
        ("village très haut débit rural", ["village", "haut débit", "rural"]),
        ("THD et EPN", ["thd", "epn"]),
        ("espace public numérique rural", ["espace public numérique", "rural"]),
        ("fibre fibre", ["fibre"]),
    ],
)
def test_words_with_an_equivalent_are_one_thing_asked(typed: str, clauses: list[str]) -> None:
    assert [one.typed for one in parse(typed, NETWORK).clauses] == clauses


@pytest.mark.parametrize("word", ["fiscalité", "lycées", "œuvres", "Égaux", "données", "aujourd'hui", "5G"])
def test_a_word_is_asked_by_its_terms_and_remembers_its_form(word: str) -> None:
    (clause,) = parse(word, NONE).clauses
    (typed,) = clause.alternatives
    assert typed.forms == (fold(word),)
    assert typed.phrase == phrase_asked(word)
    assert set(terms_of(word.replace("'", ""))) <= set(typed.phrase[0])
    assert (typed.exact, typed.prefix, typed.weight) == (False, "", 1.0)
