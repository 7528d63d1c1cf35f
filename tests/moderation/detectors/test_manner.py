"""Which texts are shouted, sent by the dozen, or the same as others."""

import pytest

from moderation.detectors.all import DETECTORS, detect
from moderation.detectors.finding import Examined, found
from moderation.detectors.manner import copies, flooding, shouting
from moderation.models import FlagReason


def _words(text):
    finding = shouting(Examined(text))
    return [text[start:end] for start, end in finding.spans] if finding else []


CAPITALS = "ECOUTEZ LES HABITANTS DE LA CAMPAGNE ET OUVREZ UNE GARE"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CAPITALS, [CAPITALS]),
        (CAPITALS + " svp", [CAPITALS + " svp"]),
        (f"{CAPITALS} !!!!!!!", [f"{CAPITALS} !!!!!!!"]),
        ("Écoutez !!!!!", ["!!!!!"]),
        ("Quand ?????", ["?????"]),
        ("Ouiiiiiiii", ["iiiiiiii"]),
        ("Nooooooon !!!!!!", ["ooooooo", "!!!!!!"]),
        ("A" * 40, ["A" * 40]),
        ("É" * 41, ["É" * 41]),
    ],
)
def test_shouting_is_seen(text, words):
    assert _words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Écoutez !!!!",
        "Quand ????",
        "Vraiment ?!?!?!?!",
        "Ouiiiiii",
        "La SNCF, le TER, l’EPCI, le CHU.",
        "OUVREZ UNE GARE",
        CAPITALS.lower(),
        CAPITALS.title(),
        CAPITALS[:27] + CAPITALS[27:].lower(),
        "À la ligne .......... page 12",
        "-----------------------------",
        "1 000 000 000 000",
        "00000000000",
        "__________",
        "",
    ],
)
def test_an_ordinary_manner_is_left_alone(text):
    assert _words(text) == []


@pytest.mark.parametrize(
    ("letters", "capitals", "seen"),
    [
        (39, 39, False),
        (40, 40, True),
        (40, 29, True),
        (40, 28, False),
        (100, 71, True),
        (100, 70, False),
        (100, 0, False),
    ],
)
def test_shouting_begins_at_forty_letters_and_seven_capitals_in_ten(letters, capitals, seen):
    text = ("AB" * capitals)[:capitals] + ("ab" * letters)[: letters - capitals]
    assert bool(_words(text)) is seen


@pytest.mark.parametrize(
    ("recent", "own_copies", "seen"),
    [
        (0, 0, False),
        (1, 0, False),
        (9, 0, False),
        (10, 0, True),
        (11, 0, True),
        (500, 0, True),
        (0, 1, True),
        (0, 7, True),
        (10, 1, True),
    ],
)
def test_flooding_begins_at_ten_texts_or_one_copy(recent, own_copies, seen):
    examined = Examined("Pour le train.", recent=recent, same_words=own_copies, own_copies=own_copies)
    assert (flooding(examined) is not None) is seen


@pytest.mark.parametrize(
    ("same_words", "own_copies", "seen"),
    [
        (0, 0, False),
        (1, 0, True),
        (1, 1, False),
        (2, 1, True),
        (5, 5, False),
        (400, 0, True),
    ],
)
def test_copies_are_the_words_of_others(same_words, own_copies, seen):
    examined = Examined("Pour le train.", same_words=same_words, own_copies=own_copies)
    assert (copies(examined) is not None) is seen


@pytest.mark.parametrize(
    ("examined", "detector", "reason"),
    [
        (Examined("Ce connard"), "insults", FlagReason.INSULT),
        (Examined("Sales juifs"), "hate", FlagReason.HATE),
        (Examined("Je vais te tuer"), "threats", FlagReason.THREAT),
        (Examined("0612345678"), "private", FlagReason.PERSONAL_DATA),
        (Examined("Casino et voyance"), "advertising", FlagReason.ADVERTISING),
        (Examined("Oui !!!!!"), "shouting", FlagReason.UNREADABLE),
        (Examined("Oui", recent=10), "flooding", FlagReason.UNREADABLE),
        (Examined("Oui", same_words=1), "copies", FlagReason.DUPLICATE),
    ],
)
def test_each_detector_signs_its_finding_with_its_name_and_reason(examined, detector, reason):
    assert [(one.detector, one.reason) for one in detect(examined)] == [(detector, reason)]


# What this text, French and without a theme, does not raise.
UNHEARD = {"other_language", "off_theme"}


def test_everything_at_once_is_told_in_the_order_of_the_law():
    text = "Connard, sales juifs, je vais te tuer, 0612345678, casino et voyance !!!!!"
    seen = [one.detector for one in detect(Examined(text, recent=10, same_words=3, own_copies=1, campaign=6))]
    assert seen == [one.__name__ for one in DETECTORS if one.__name__ not in UNHEARD]


def test_no_place_is_no_finding():
    assert found("shouting", FlagReason.UNREADABLE, []) is None
