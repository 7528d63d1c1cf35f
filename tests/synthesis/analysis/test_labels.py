import pytest

from synthesis.analysis.labels import TERMS, Name, label_groups, name_groups, term_of, users_of
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


def names(*groups: list[str]) -> list[Name]:
    cut = [
        units_of([argument(10 * number + place, 1, text) for place, text in enumerate(texts)])
        for number, texts in enumerate(groups)
    ]
    return name_groups(cut, [unit for group in cut for unit in group])


def test_a_name_says_who_uses_its_words() -> None:
    (name,) = names([*FIBRE, "Le bourg attend toujours son tour."])
    assert name.users == {"A0", "A1", "A2"}


def test_the_second_word_of_a_name_adds_those_the_first_leaves_out() -> None:
    texts = [*["Le pont, sa rampe."] * 3, *["La gare, son quai."] * 2]
    (name,) = names(texts)
    assert len(set(name.label[:2]) & {"pont", "rampe"}) == len(set(name.label[:2]) & {"gare", "quai"}) == 1
    assert len(name.users) == len(texts)


@pytest.mark.parametrize("vague", ["ans", "semaines", "gens", "euros", "heures"])
def test_a_word_of_time_or_quantity_names_nothing_when_others_do(vague: str) -> None:
    (name,) = names([f"Trois {vague} de pont.", f"Les {vague} du pont."])
    assert name.label == ("pont",)


def test_a_noun_names_a_group_before_a_verb() -> None:
    (name,) = names(["Nous réparons le pont.", "Ils réparent le pont.", "On répare le pont."])
    assert name.label[0] == "pont"


def test_a_term_is_found_in_all_its_forms() -> None:
    units = units_of(
        [argument(1, 1, "Les ponts routiers du canton."), argument(2, 1, "Un pont, parfois routier, ici.")]
    )
    used = users_of(units, {term_of("pont"), term_of("ponts routiers"), term_of("gare")})
    assert used[term_of("pont")] == {"A1", "A2"}
    assert used[term_of("ponts routiers")] == {"A1"}
    assert term_of("gare") not in used
