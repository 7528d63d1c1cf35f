import random

from hypothesis import given
from hypothesis import strategies as st

from consult.kit.text.similarity import NearCopy, near_copies, similarity

TEXT = (
    "Je demande que chaque commune rurale dispose d'une connexion à très haut débit avant la fin du mandat, "
    "parce que les entreprises et les écoles en ont besoin autant que les villes."
)


def with_typos(text: str, share: float) -> str:
    rng = random.Random(7)
    return "".join(rng.choice("aeiou") if c.isalpha() and rng.random() < share else c for c in text)


def test_case_accents_spaces_and_punctuation_do_not_count() -> None:
    assert similarity("L’école,  d'été !", "l ECOLE d ete") == 1


def test_a_copy_with_a_few_typos_is_recognised() -> None:
    assert near_copies(TEXT, ["Autre chose", with_typos(TEXT, 0.03)])[0].index == 1


def test_a_text_pasted_inside_a_longer_one_is_a_copy() -> None:
    assert (
        near_copies(TEXT, [f"Bonjour à tous, voici mon avis. {TEXT} Merci de m'avoir lu jusqu'au bout. " * 2])
        != []
    )


def test_a_text_on_the_same_subject_is_no_copy() -> None:
    other = (
        "Chaque école rurale doit avoir une connexion à très haut débit : les enfants des villages y ont droit."
    )
    assert near_copies(TEXT, [other]) == []


def test_a_short_common_phrase_inside_a_long_text_is_no_copy() -> None:
    assert near_copies("très haut débit", [TEXT]) == []


def test_copies_come_closest_first_and_nothing_copies_an_empty_text() -> None:
    assert near_copies(TEXT, ["", with_typos(TEXT, 0.03), TEXT])[0] == NearCopy(2, 1.0)
    assert near_copies("…", ["", "!"]) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_similarity_is_a_share_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)
