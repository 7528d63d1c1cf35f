"""Texts on what a region does not decide."""

from dataclasses import replace

import pytest

from synthesis.analysis.findings import analyse
from synthesis.analysis.powers import LEXICON, Domain, outside_powers
from tests.factories.corpora import argument, corpus, facts, proposal

WHOLE = corpus(proposal(1))


def flagged(text: str, whole=WHOLE):
    return outside_powers(whole, [argument(1, 1, text)])


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("Il faut baisser l’impôt sur le revenu des familles.", Domain.TAXES),
        ("RETABLIR L'AGE DE LA RETRAITE A 60 ANS", Domain.PENSIONS),
        ("La sécurité sociale rembourse mal les lunettes.", Domain.HEALTH_INSURANCE),
        ("Un référendum d’initiative citoyenne sur tout.", Domain.INSTITUTIONS),
        ("Plus de gendarmes dans nos villages.", Domain.SECURITY),
    ],
)
def test_a_text_on_what_the_state_decides_is_flagged_with_its_domain(text, domain):
    (found,) = flagged(text)
    assert (found.ref, found.domain) == ("A1", domain)


@pytest.mark.parametrize(
    "text",
    [
        "Rénover les lycées et relancer les trains régionaux.",
        "Une maison de retraite connectée au très haut débit.",
        "Mon mari est à la retraite et prend le bus.",
        "Une part des impôts régionaux pour le vélo.",
        "Un tribunal des idées, un projet revu, la censure.",
        "",
    ],
)
def test_a_text_on_what_a_region_does_is_not_flagged(text):
    assert flagged(text) == ()


def test_the_words_that_flag_are_given_as_the_list_writes_them():
    (found,) = flagged("Le smic, encore le SMIC, et le code du TRAVAIL !")
    assert found.words == ("SMIC", "code du travail")


def test_the_domain_named_by_most_words_is_kept():
    (found,) = flagged("L’ISF et la CSG pèsent plus que le SMIC.")
    assert (found.domain, found.words) == (Domain.TAXES, ("ISF", "CSG"))


def test_a_word_in_passing_does_not_flag_a_text_and_the_same_word_twice_does():
    passing = "La mairie a tout perdu un lundi. On a appelé la gendarmerie, puis un informaticien."
    assert flagged(passing) == ()
    (found,) = flagged(f"{passing} La gendarmerie n’a pas pu venir.")
    assert found.words == ("gendarmerie",)


def test_a_proposal_that_lists_a_word_among_others_is_not_about_it():
    text = "Ouvrir les données. Les cars, le nombre d’élèves par classe, les lycées."
    assert outside_powers(WHOLE, [proposal(1, text, "Ouvrir les données publiques")]) == ()


def test_a_word_inside_another_flags_nothing():
    assert flagged("Le smicard csgé.") == ()


def test_a_title_may_flag_a_proposal():
    found = outside_powers(WHOLE, [proposal(1, "Voir le titre.", "Réviser la Constitution")])
    assert [one.ref for one in found] == ["P1"]


@pytest.mark.parametrize("territory", ["", "France"])
def test_where_the_whole_country_is_asked_nothing_is_outside(territory):
    national = corpus(proposal(1), consultation=replace(facts(), territory=territory))
    assert flagged("Baisser l’impôt sur le revenu.", national) == ()


def test_no_word_is_listed_twice():
    listed = [words.strip() for text in LEXICON.values() for words in text.split(",")]
    assert len(listed) == len(set(listed))
    assert all(listed)


def test_a_flagged_text_is_placed_and_counted_like_the_others():
    whole = corpus(proposal(1), proposal(2, "Baisser l’impôt sur le revenu."))
    (theme,) = analyse(whole).themes
    assert [one.ref for one in theme.outside] == ["P2"]
    assert "P2" in theme.topics.ungrouped
    assert analyse(whole).figures["proposals"] == 2


def test_the_first_sentence_says_what_a_text_is_about():
    assert [one.ref for one in flagged("La gendarmerie ferme. Il faut un guichet.")] == ["A1"]
    assert flagged("Il faut un guichet. La gendarmerie ferme.") == ()


def test_two_words_of_one_domain_in_passing_are_enough():
    (found,) = flagged("Il faut un guichet. On y verrait la gendarmerie, ou la police nationale.")
    assert found.words == ("gendarmerie", "police nationale")
