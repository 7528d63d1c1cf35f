import pytest

from synthesis.analysis.labels import TERMS, label_groups
from synthesis.analysis.units import Unit, units_of
from synthesis.analysis.words import is_stop_word
from tests.factories.corpora import argument

FIBRE = [
    "La fibre optique arrive dans les villages.",
    "Sans fibre optique, pas de télétravail dans les villages.",
    "Il faut la fibre optique pour les villages.",
]
SCHOOL = [
    "Les écoles devraient former les élèves au code.",
    "Former les élèves au code dans les écoles.",
    "Le code devrait être appris dans nos écoles par les élèves.",
]


def named(*groups: list[str]) -> list[tuple[str, ...]]:
    cut: list[list[Unit]] = []
    for number, texts in enumerate(groups):
        cut.append(units_of([argument(10 * number + index, 1, text) for index, text in enumerate(texts)]))
    return label_groups(cut, [unit for group in cut for unit in group])


def test_a_group_is_named_by_what_sets_it_apart_as_people_wrote_it() -> None:
    fibre, school = named(FIBRE, SCHOOL)
    assert fibre[0] == "fibre optique"
    assert set(school) >= {"écoles", "élèves"}


def test_a_name_never_holds_a_stop_word_or_a_modal_verb() -> None:
    words = [word for name in named(FIBRE, SCHOOL) for term in name for word in term.split()]
    assert not any(is_stop_word(word) for word in words)


def test_a_word_stands_once_in_a_name() -> None:
    for name in named(FIBRE, SCHOOL):
        words = " ".join(name).split()
        assert len(words) == len(set(words))


def test_no_group_has_no_name() -> None:
    assert label_groups([], []) == []


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Les vélos.", "Des vélos.", "Un vélo."], ("vélos",)),
        (["LES VÉLOS", "les vélos", "Les Vélos"], ("vélos",)),
        (["L’article de loi sur le vélo."] * 3, ("vélo",)),
        (["Cette proposition de loi."] * 3, ("loi", "proposition")),
        (["Il faut que nous puissions le faire."] * 3, ()),
        (["!!!"], ()),
        (["<b>vélo</b>"] * 2, ("vélo",)),
    ],
)
def test_a_name_is_made_of_what_people_wrote(texts: list[str], name: tuple[str, ...]) -> None:
    assert tuple(sorted(named(texts)[0])) == name


def test_words_about_the_consultation_are_left_out_when_others_are_there() -> None:
    (name,) = named(["Cet article de la loi parle de vélos.", "La proposition de vélos, article 3."])
    assert name == ("vélos",)


@pytest.mark.parametrize("words", [1, 2, 3, 6, 12])
def test_a_name_has_three_terms_at_most(words: int) -> None:
    nouns = ("fibre", "vélo", "école", "guichet", "impôt", "santé", "eau", "pain", "gare", "bus", "pont", "bois")
    text = "Voici : " + " ; ".join(nouns[:words]) + "."
    assert len(named([text, text])[0]) == min(words, TERMS)


def test_the_order_of_groups_is_that_of_their_names() -> None:
    assert named(SCHOOL, FIBRE) == named(FIBRE, SCHOOL)[::-1]


def test_a_pair_is_named_only_when_its_words_touch() -> None:
    (name,) = named(["La fibre, et parfois l’optique.", "L’optique ou bien la fibre."])
    assert "fibre optique" not in name


def test_a_word_repeated_by_one_person_does_not_name_a_group() -> None:
    (name,) = named(["Le pont " * 30, "La gare du canton.", "La gare du village.", "La gare de Tours."])
    assert name[0] == "gare"
