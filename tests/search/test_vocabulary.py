from search.engine import Word
from search.vocabulary import Vocabulary

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
