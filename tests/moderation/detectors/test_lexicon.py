"""The forms a French word takes in the lexicon."""

import pytest

from moderation.detectors.lexicon import forms, lexicon, parse, spellings
from moderation.models import FlagReason


def test_a_word_has_two_genders_and_two_numbers():
    assert set(forms("enculé/enculée")) == {"encule", "encules", "enculee", "enculees"}


def test_a_word_in_s_or_x_has_one_plural():
    assert set(forms("merdeux/merdeuse")) == {"merdeux", "merdeuse", "merdeuses"}


def test_choices_make_every_phrase():
    assert set(spellings("{sale,gros} porc{,s}")) == {
        ("sale", "porc"),
        ("sale", "porcs"),
        ("gros", "porc"),
        ("gros", "porcs"),
    }


def test_each_word_says_what_it_breaks():
    read = parse('[hate]\nwords = "x/y"\nphrases = ["a b"]')
    assert read.words == {"x": FlagReason.HATE, "y": FlagReason.HATE, "ys": FlagReason.HATE}
    assert read.phrases == {"a": ((("a", "b"), FlagReason.HATE),)}


def test_a_rule_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="rudeness"):
        parse('[rudeness]\nwords = "x"\nphrases = []')


def test_the_lexicon_holds_no_ordinary_word():
    ordinary = {"con", "ordure", "debile", "chien", "race", "noir", "sale", "mort", "gueule", "raton"}
    assert ordinary.isdisjoint(lexicon().words)
