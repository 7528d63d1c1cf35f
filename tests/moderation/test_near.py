"""Finding near copies by what they share."""

import pytest

from moderation.near import BANDS, bands

TEXT = (
    "Nous demandons que la ligne de train reste ouverte le soir et le dimanche, avec un guichet dans chaque gare."
)
OTHER = (
    "Une médiathèque mobile pourrait passer chaque semaine dans les communes rurales qui n’ont plus de librairie."
)


def shared(one: str, other: str) -> int:
    return len(set(bands(1, one)) & set(bands(1, other)))


@pytest.mark.parametrize(
    "copy",
    [TEXT, TEXT.upper(), f"{TEXT} Merci.", TEXT.replace("train", "car"), TEXT.replace("le soir et ", "")],
)
def test_a_near_copy_shares_something(copy):
    assert shared(TEXT, copy) >= 1


def test_two_texts_that_say_other_things_share_nothing():
    assert shared(TEXT, OTHER) == 0


def test_the_same_words_elsewhere_share_nothing():
    assert set(bands(1, TEXT)) & set(bands(2, TEXT)) == set()


def test_a_short_text_gives_nothing():
    assert bands(1, "D’accord.") == []


def test_a_text_gives_as_many_numbers_that_a_database_can_hold():
    numbers = bands(1, TEXT)
    assert len(numbers) == BANDS
    assert all(0 <= one < 2**63 for one in numbers)
