import pytest

from synthesis.analysis.labels import TERMS, Name, Setting, name_groups, term_of, users_of
from synthesis.analysis.units import Unit, units_of
from synthesis.analysis.words import is_stop_word
from tests.factories.corpora import argument

FIBRE = [
    "La fibre optique arrive dans les villages.",
    "Sans la fibre optique, pas de télétravail à la ferme.",
    "Il faut de la fibre optique pour les entreprises.",
]
SCHOOL = [
    "Les écoles devraient former les élèves à la programmation.",
    "Former les élèves de nos écoles.",
    "Dans nos écoles, les élèves attendent.",
]


def cut(texts: list[str], first: int = 0) -> list[Unit]:
    return units_of([argument(first + index, 1, text) for index, text in enumerate(texts)])


def names(*groups: list[str], setting: Setting | None = None) -> list[Name]:
    units = [cut(texts, 10 * number) for number, texts in enumerate(groups)]
    return name_groups(units, [unit for group in units for unit in group], setting)


def named(*groups: list[str]) -> list[tuple[str, ...]]:
    return [name.label for name in names(*groups)]


def test_a_group_is_named_by_one_clear_phrase_that_sets_it_apart_as_people_wrote_it() -> None:
    fibre, school = named(FIBRE, SCHOOL)
    assert fibre == ("fibre optique",)
    assert school[0] in {"écoles", "élèves"}


def test_no_name_repeats_a_word_or_holds_one_that_carries_no_meaning() -> None:
    for name in named(FIBRE, SCHOOL):
        words = " ".join(name).split()
        assert len(words) == len(set(words))
        assert not any(is_stop_word(word) for word in words)


def test_no_group_has_no_name() -> None:
    assert name_groups([], []) == []


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (["Les vélos.", "Des vélos.", "Un vélo."], ("vélos",)),
        (["LES VÉLOS", "les vélos", "Les Vélos"], ("vélos",)),
        (["L’article de loi sur le vélo."] * 3, ("vélo",)),
        (["Cette proposition de loi."] * 3, ()),
        (["Il faut que nous puissions le faire."] * 3, ()),
        (["!!!"], ()),
        (["<b>le vélo</b>"] * 3, ("vélo",)),
        (["Payer la TVA ici.", "Baisser la TVA.", "Plus de TVA, moins de TVA."], ("TVA",)),
        (["Les bacs à fleurs.", "Un bac à fleurs.", "Des bacs à fleurs."], ("bacs à fleurs",)),
        (["Ma fille l’a dit jeudi.", "Un jeudi, ma fille.", "La fille de Claire, jeudi."], ()),
    ],
)
def test_a_name_is_made_of_what_people_wrote_and_never_of_what_names_nothing(
    texts: list[str], name: tuple[str, ...]
) -> None:
    assert named(texts)[0] == name


def test_a_name_stops_once_half_of_the_group_uses_it_and_has_three_terms_at_most() -> None:
    nouns = ("fibre", "vélo", "école", "guichet", "impôt", "pain", "gare", "pont")
    texts = [f"Le {noun} !" for noun in nouns for _ in range(3)]
    assert len(named(texts[:6])[0]) == 1
    assert len(named(texts[:18])[0]) == TERMS


def test_names_do_not_depend_on_the_order_of_groups_nor_of_sentences() -> None:
    assert named(SCHOOL, FIBRE) == named(FIBRE, SCHOOL)[::-1]
    units = cut(FIBRE)
    assert name_groups([units[::-1]], units[::-1]) == name_groups([units], units)


def test_a_word_used_by_few_people_or_by_one_names_nothing() -> None:
    texts = ["Le pont.", "Encore le pont !", "Le pont, vous dis-je.", "La gare.", "La gare ici.", "Une gare."]
    refs = [f"A{number}" for number in range(len(texts))]
    setting = Setting(authors=dict(zip(refs, [1, 1, 1, 2, 3, 4], strict=True)))
    assert names(texts, setting=setting)[0].label == ("gare",)
    assert names(["Le pont.", "La gare.", "Un quai.", "Une cour."])[0] == Name((), frozenset())


def test_a_word_that_everyone_knows_or_uses_elsewhere_sets_nothing_apart() -> None:
    fibre = [f"{text} Un village." for text in FIBRE]
    setting = Setting(common=frozenset(term_of("fibre optique")))
    assert names(fibre, ["Un village.", "Le village.", "Ce village."], setting=setting)[0].label == ()


def test_a_name_says_who_uses_its_words() -> None:
    (name,) = names([*FIBRE, "Le bourg attend toujours son tour."])
    assert name.users == {"A0", "A1", "A2"}


def test_the_second_word_of_a_name_adds_those_the_first_leaves_out() -> None:
    texts = [*["Le pont, sa rampe."] * 4, *["La gare, son quai."] * 4, *["Un four."] * 2]
    (name,) = names(texts)
    assert len(set(name.label[:2]) & {"pont", "rampe"}) == len(set(name.label[:2]) & {"gare", "quai"}) == 1
    assert len(name.users) == len(texts) - 2


# --- the title of a proposal ------------------------------------------------------------


def about(titles: dict[str, str], *threads: str) -> Setting:
    return Setting(threads={f"A{number}": thread for number, thread in enumerate(threads)}, titles=titles)


def test_a_group_half_of_which_answers_a_proposal_bears_its_title() -> None:
    setting = about({"P1": "La fibre pour tous", "P2": "Des vélos"}, "P1", "P1", "P2")
    (name,) = names(FIBRE, setting=setting)
    assert name == Name((), frozenset({"A0", "A1"}), "P1")


def test_a_title_two_groups_would_bear_gives_way_to_words() -> None:
    setting = Setting(
        threads={f"A{number}": "P1" for number in (0, 1, 2, 10, 11, 12)}, titles={"P1": "Du neuf au village"}
    )
    fibre, school = names(FIBRE, SCHOOL, setting=setting)
    assert fibre.label == ("fibre optique",)
    assert school.label


def test_a_group_without_a_name_keeps_the_proposal_it_holds_most_of() -> None:
    texts = ["Le pont.", "La gare.", "Un quai.", "Une cour.", "Un four."]
    setting = about({"P1": "Le pont", "P2": "La gare", "P10": "Le quai"}, "P10", "P10", "P2", "P2", "P1")
    (name,) = names(texts, setting=setting)
    assert (name.label, name.about) == ((), "P2")
    assert name.users == {"A2", "A3"}


def test_a_proposal_without_a_title_lends_none() -> None:
    (name,) = names(["Le pont.", "La gare."], setting=about({"P1": ""}, "P1", "P1"))
    assert name == Name((), frozenset())


def test_a_term_is_found_in_all_its_forms() -> None:
    units = cut(["Les ponts routiers du canton.", "Un pont, parfois routier, ici."], first=1)
    wanted = [term_of("pont"), term_of("ponts routiers")]
    assert users_of(units, wanted) == {wanted[0]: {"A1", "A2"}, wanted[1]: {"A1"}}
    assert users_of(units, []) == {}
