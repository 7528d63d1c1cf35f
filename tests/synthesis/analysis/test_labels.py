from synthesis.analysis.labels import label_groups
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
