"""Finding the words to mask, and masking them."""

import pytest

from moderation.masking import MASK, absent, masked, passages


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("  \n ", []),
        ("un mot", ["un mot"]),
        ("un mot\nautre\nun mot", ["un mot", "autre"]),
        ("  un   mot ", ["un mot"]),
    ],
)
def test_each_line_is_a_passage_once(typed, expected):
    assert passages(typed) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Ce connard de maire.", ["connard"], f"Ce {MASK} de maire."),
        ("CONNARD et connard", ["connard"], f"{MASK} et {MASK}"),
        ("La consultation", ["con"], "La consultation"),
        ("Appelez le 06 12 34 56 78.", ["06 12 34 56 78"], f"Appelez le {MASK}."),
        ("Il est\ntrès **très** nul", ["très très"], f"Il est\n{MASK}** nul"),
        ("Jean Dupont, Dupont", ["Dupont", "Jean Dupont"], f"{MASK}, {MASK}"),
        ("moi@exemple.fr", ["moi@exemple.fr"], MASK),
        ("(ici)", ["(ici)"], MASK),
    ],
)
def test_words_are_masked_whole_whatever_their_case(text, words, expected):
    assert masked(text, words) == expected


@pytest.mark.parametrize(
    ("words", "missing"),
    [(["oui"], []), (["non"], ["non"]), (["ou"], ["ou"]), (["o"], ["o"]), (["oui", "x"], ["x"])],
)
def test_what_is_not_in_the_text_is_said(words, missing):
    assert absent("Il a dit oui.", words) == missing


def test_masking_twice_changes_nothing_more():
    once = masked("Ce connard.", ["connard"])
    assert masked(once, ["connard"]) == once
