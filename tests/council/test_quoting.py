"""The very words of a contribution are recognised in what a council wrote, and can be left out of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.quoting import SHORTEST, Passages, bare, without

SAID = "Le guichet de la mairie n’ouvre plus que deux matinées par semaine, et personne ne le sait."


def left(source, *texts: str):
    passages = Passages({"part": source})
    return without(source, [span for text in texts for _key, span in passages.quotes_of(text)])


def test_words_repeated_are_left_out_and_the_others_stay():
    assert (
        left(f"Un habitant l’écrit : « {SAID} » Nous aussi.", SAID) == "Un habitant l’écrit : « […]. » Nous aussi."
    )


@pytest.mark.parametrize(
    "typed",
    [
        SAID.upper(),
        SAID.replace("’", "'").replace(", ", " —\n> "),
        SAID.replace("deux matinées", "**deux** matinées"),
    ],
)
def test_marks_capitals_and_line_breaks_hide_nothing(typed):
    assert "guichet" not in left(f"Avant. {typed} Après.", SAID).lower()


def test_a_part_of_a_contribution_is_enough_once_it_is_long():
    half = SAID[: SAID.index(",")]
    assert left(f"Selon lui, {half} : c’est peu.", f"Bonjour. {SAID}") == "Selon lui, […] : c’est peu."


def test_a_turn_of_phrase_is_nobody_s():
    short = "n’ouvre plus que deux matinées"
    assert len(short) < SHORTEST
    assert left(f"La nôtre {short}.", SAID) == f"La nôtre {short}."


def test_a_quote_ends_with_a_word():
    assert left(SAID.replace("semaine", "semainier"), SAID).startswith("[…] semainier")


def test_two_contributions_that_meet_are_left_out_together():
    source = "Des guichets ouverts tous les samedis du mois de mars et de tous les autres mois de l’année entière."
    begun, ended = source[:60], source[40:]
    assert left(source, begun, ended) == "[…]."


@given(
    st.text(alphabet="abéİ ,’*\n", max_size=200), st.text(alphabet="abéİ ,’*\n", min_size=SHORTEST, max_size=200)
)
def test_nothing_of_a_text_that_was_repeated_whole_is_left(before, said):
    words = bare(said)
    if len(words) < SHORTEST:
        return
    assert words not in bare(left(f"{before}\n\n{said}\n\n.", said))
