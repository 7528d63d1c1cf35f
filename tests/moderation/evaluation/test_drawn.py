"""What is drawn is what it is said to be: an IBAN whose key is right, a look-alike whose key is not."""

from random import Random

import pytest

from moderation.detectors.private import Private, is_iban, is_social_security_number, private_places
from moderation.evaluation.drawn import PRIVATE, iban, look_alike, phone, social_security

DRAWS = 60


def test_each_kind_of_private_information_is_drawn():
    assert set(PRIVATE) == {one.value for one in Private}


def test_the_keys_of_accounts_and_social_security_numbers_are_right():
    draw = Random(3)
    for _number in range(DRAWS):
        assert is_iban(iban(draw))
        assert is_social_security_number(social_security(draw))


@pytest.mark.parametrize("kind", list(PRIVATE))
def test_what_is_drawn_is_seen_whole_and_as_what_it_is(kind):
    draw = Random(kind)
    for _number in range(DRAWS):
        words = PRIVATE[kind](draw)
        text = f"Voici {words} pour vous."
        assert [(text[start:end], what) for (start, end), what in private_places(text)] == [(words, kind)]


def test_the_same_seed_draws_the_same_and_phones_are_of_the_ranges_kept_for_fiction():
    digits = ["".join(sign for sign in phone(Random(seed)) if sign.isdigit()) for seed in range(DRAWS)]
    assert digits == ["".join(sign for sign in phone(Random(seed)) if sign.isdigit()) for seed in range(DRAWS)]
    assert all("63998" in one or "26191" in one for one in digits)


def test_a_look_alike_is_hardly_ever_taken_for_private_information():
    draw = Random(5)
    taken = [text for text in (look_alike(draw) for _number in range(400)) if private_places(f"Voir {text}.")]
    assert len(taken) <= 4
