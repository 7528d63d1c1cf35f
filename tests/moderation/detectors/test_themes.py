"""The guess of another theme: said only when it is clear, and with the words that say so."""

import pytest

from moderation.detectors.finding import Examined
from moderation.detectors.themes import FEWEST_TEXTS, off_theme, themes_from
from moderation.models import FlagReason

TRAIN = "Remettre des trains du soir entre Vierzon et Bourges, avec des gares ouvertes et des quais abrités. "
SCHOOL = "Former les enseignants du collège à la programmation, avec des élèves et des classes équipées. "
LONG = 5


def published(trains: int = 20, schools: int = 20) -> list[tuple[str, str]]:
    """Return proposals of two themes that each say their own things."""
    places = ["Chinon", "Blois", "Dreux", "Loches", "Gien", "Issoudun", "Vendôme"]
    return [("Transports", f"{TRAIN} Ligne {places[n % 7]} {places[n % 5]}") for n in range(trains)] + [
        ("École", f"{SCHOOL} Collège {places[n % 7]} {places[n % 3]}") for n in range(schools)
    ]


def guess(text: str, theme: str, themes=None):
    return off_theme(Examined(text, theme=theme, themes=themes or themes_from(published())))


def test_each_word_is_pointed_at_once_and_only_as_a_whole_word():
    text = f"Une classe-relais, un avant-collège. {SCHOOL * LONG}"
    said = [text[start:end] for start, end in guess(text, "Transports").spans]
    assert said
    assert (len(said), {"classe", "relais", "collège"} & set(said)) == (len(set(said)), {"collège"} & set(said))
    first = text.index("du collège") + 3
    assert all(start >= first or text[start:end] != "collège" for start, end in guess(text, "Transports").spans)


def test_what_another_theme_says_is_noticed_with_its_words_and_the_name_of_that_theme():
    text = SCHOOL * LONG
    finding = guess(text, "Transports")
    assert (finding.detector, finding.reason, finding.detail) == ("off_theme", FlagReason.OFF_TOPIC, "École")
    words = {text[start:end] for start, end in finding.spans}
    assert words
    assert words <= set(SCHOOL.replace(",", "").replace(".", "").split())


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        (SCHOOL * LONG, "École"),
        (SCHOOL[:40], "Transports"),
        ((TRAIN + SCHOOL) * 2, "Transports"),
        ("Planter des arbres le long des rivières pour garder l’eau fraîche en été. " * 4, "Transports"),
        (SCHOOL * LONG, "Un thème sans texte"),
    ],
)
def test_a_text_in_its_place_too_short_of_both_or_of_neither_raises_nothing(text, theme):
    assert guess(text, theme) is None


def test_a_theme_with_too_few_texts_is_never_guessed_nor_judged():
    few = themes_from(published(schools=FEWEST_TEXTS - 1))
    assert set(few.means) == {"Transports"}
    assert guess(SCHOOL * LONG, "Transports", few) is None
    assert guess(TRAIN * LONG, "École", few) is None


def test_nothing_is_guessed_without_themes():
    assert off_theme(Examined(SCHOOL * LONG, theme="Transports")) is None
    assert guess(SCHOOL * LONG, "Transports", themes_from([])) is None


def test_the_same_texts_in_another_order_give_the_same_guess():
    known, turned = themes_from(published()), themes_from(reversed(published()))
    assert guess(SCHOOL * LONG, "Transports", known) == guess(SCHOOL * LONG, "Transports", turned)
