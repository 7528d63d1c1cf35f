import pytest

from search.engine import Word
from search.vocabulary import CLOSE_WORDS, MOST_EXPANSIONS, Vocabulary

KNOWN = Vocabulary(
    {"portabilité": 44, "portabilite": 4, "portable": 37, "porte": 90, "santé": 12, "école": 5, "écoles": 9}
)


def test_a_beginning_gives_the_most_frequent_words_whatever_their_accents() -> None:
    assert KNOWN.starting("port") == ["porte", "portabilité", "portable", "portabilite"]
    assert KNOWN.starting("eco") == ["écoles", "école"]
    assert KNOWN.starting("zz") == []


def test_the_closest_words_come_first_then_the_most_frequent() -> None:
    close = KNOWN.close_to("portabilté")
    assert close == [Word("portabilité", 44), Word("portabilite", 4)]


def test_a_word_is_not_close_to_itself_nor_a_short_one_to_anything() -> None:
    assert KNOWN.close_to("porte") == []
    assert KNOWN.close_to("sant") == []
    assert Vocabulary({}).close_to("portabilité") == []


WEIGHED = Vocabulary(
    {
        "numérique": 90,
        "numerique": 3,
        "numériques": 40,
        "numéro": 12,
        "numéros": 2,
        "fibre": 30,
        "fibres": 31,
        "libre": 30,
        "livre": 8,
        "médiathèque": 15,
        "œuvre": 6,
        "oeuvres": 7,
        "débit": 1,
    }
)


@pytest.mark.parametrize(
    ("prefix", "words"),
    [
        ("num", ["numérique", "numériques", "numéro", "numerique", "numéros"]),
        ("numeriq", ["numérique", "numériques", "numerique"]),
        ("numero", ["numéro", "numéros"]),
        ("numeros", ["numéros"]),
        ("numeross", []),
        ("fib", ["fibres", "fibre"]),
        ("li", ["libre", "livre"]),
        ("oeuv", ["oeuvres", "œuvre"]),
        ("med", ["médiathèque"]),
        ("éco", []),
        ("z", []),
    ],
)
def test_a_beginning_is_completed_by_the_words_most_texts_have(prefix: str, words: list[str]) -> None:
    assert list(WEIGHED.starting(prefix)) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("fibrs", ["fibres", "fibre"]),
        ("fibbre", ["fibre"]),
        ("fbire", ["fibre"]),
        ("vibre", ["fibre", "libre"]),
        ("lible", ["libre"]),
        ("mediatheqe", ["médiathèque"]),
        ("MÉDIATHÉQE", ["médiathèque"]),
        ("mdiathqe", []),
        ("numérqiue", ["numérique", "numerique"]),
        ("nmérqiue", ["numérique", "numerique"]),
        ("oeuvr", ["œuvre"]),
        ("œuvrs", ["oeuvres", "œuvre"]),
        ("debits", ["débit"]),
        ("fib", []),
        ("libr", []),
        ("", []),
        ("inconnu", []),
        ("x" * 1_000, []),
    ],
)
def test_the_nearest_words_are_suggested_the_most_frequent_first(typed: str, words: list[str]) -> None:
    assert [word.written for word in WEIGHED.close_to(typed)] == words


def test_no_more_words_are_given_than_can_be_shown_or_read() -> None:
    many = Vocabulary({f"mot{number:04}": number for number in range(MOST_EXPANSIONS * 2)})
    assert len(many.starting("mot")) == MOST_EXPANSIONS
    assert len(many.close_to("mot0000x")) <= CLOSE_WORDS


TYPED = Vocabulary({"médiation": 20, "méditation": 3, "médiations": 9, "radiation": 5, "fibre": 1, "fibré": 1})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("médiaton", [("médiation", 20)]),
        ("mediatoin", [("médiation", 20)]),
        ("médiatiom", [("médiation", 20)]),
        ("rdiation", [("radiation", 5)]),
        ("médiation", [("médiations", 9), ("méditation", 3)]),
        ("fibr", []),
        ("fibra", [("fibre", 1), ("fibré", 1)]),
        ("médiathèque", []),
    ],
)
def test_a_slip_of_the_hand_leads_to_the_words_it_may_have_been(typed: str, words: list[tuple[str, int]]) -> None:
    assert [(one.written, one.count) for one in TYPED.close_to(typed)] == words


def test_words_as_frequent_come_in_the_same_order_every_time() -> None:
    one, other = Vocabulary({"port": 2, "porte": 2, "porc": 2}), Vocabulary({"porc": 2, "porte": 2, "port": 2})
    assert list(one.starting("por")) == list(other.starting("por")) == ["porc", "port", "porte"]


def test_no_beginning_is_every_word_and_no_word_is_none() -> None:
    assert len(TYPED.starting("")) == 6
    assert list(Vocabulary({}).starting("")) == []
