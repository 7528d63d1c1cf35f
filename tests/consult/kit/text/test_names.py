"""The names people give themselves."""

import pytest

from consult.kit.errors import Invalid
from consult.kit.text.names import clean_name


@pytest.mark.parametrize(
    "name",
    [
        "Camille Berry",
        "Anne-Sophie d’Aubigné",
        "Nguyễn Thị Ánh",
        "Коля",
        "山田 太郎",
        "Σωκράτης",
        "Les Ateliers 45",
        "محمد",
        "Association « Le Pont »",
    ],
)
def test_honest_names_are_kept_as_they_are(name: str) -> None:
    assert clean_name(name) == name


def test_a_name_takes_one_line() -> None:
    assert clean_name("  Camille\n\tBerry ") == "Camille Berry"


def test_an_accent_typed_apart_is_joined_to_its_letter() -> None:
    assert clean_name("Zoe\u0301") == "Zoé"


@pytest.mark.parametrize(
    "name",
    [
        "Cam\u200bille",
        "\u202eellimaC",
        "Camille\u2066",
        "Cam\u00adille",
        "\ufeffCamille",
        "Camille\x00",
        "Camille\u3164Berry",
        "\U000e0041Camille",
    ],
)
def test_invisible_and_direction_tricks_are_refused(name: str) -> None:
    with pytest.raises(Invalid, match="invisibles"):
        clean_name(name)


def test_a_word_of_two_alphabets_is_refused() -> None:
    with pytest.raises(Invalid, match="seul alphabet"):
        clean_name("M\u0430rie")


def test_piled_marks_are_refused() -> None:
    with pytest.raises(Invalid, match="seul alphabet"):
        clean_name("Cam" + "\u0301" * 8 + "ille")


@pytest.mark.parametrize("name", ["", " ", "A", "...", "—"])
def test_a_name_without_two_letters_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="deux lettres"):
        clean_name(name)


@pytest.mark.parametrize("name", ["camille@exemple.fr", "https://exemple.fr", "www.exemple.fr"])
def test_an_address_is_not_a_name(name: str) -> None:
    with pytest.raises(Invalid, match="adresse"):
        clean_name(name)


def test_eighty_characters_are_enough() -> None:
    assert len(clean_name("a" * 80)) == 80
    with pytest.raises(Invalid, match="80"):
        clean_name("a" * 81)
