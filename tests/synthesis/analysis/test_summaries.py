"""One sentence for a long contribution, its own."""

import pytest

from synthesis.analysis.summaries import summaries_of
from tests.factories.corpora import argument, corpus, proposal
from tests.factories.vectors import vectors_of

LONG = (
    "Bonjour à toute l’équipe de la région. "
    "Le réseau de bus du soir doit desservir la gare de Vierzon. "
    "Sans bus du soir, la gare de Vierzon reste loin du centre. "
    "Mon voisin aime beaucoup les roses anciennes."
)


def summary(text: str, **values: object) -> str | None:
    found = summaries_of([argument(1, 1, text, **values)])
    return found["A1"].words if found else None


def test_the_sentence_that_says_most_of_the_rest_is_chosen():
    assert summary(LONG) == "Le réseau de bus du soir doit desservir la gare de Vierzon."


def test_a_summary_is_a_span_of_the_text_letter_for_letter():
    quote = summaries_of([argument(1, 1, LONG)])["A1"]
    assert LONG[quote.start : quote.end] == quote.words


@pytest.mark.parametrize("text", ["", "Une phrase courte sur le bus.", "Le bus du soir. La gare de Vierzon."])
def test_a_text_of_two_sentences_needs_no_summary(text):
    assert summary(text) is None


def test_of_sentences_alike_the_first_is_chosen():
    text = (
        "Le bus du soir dessert la gare. La gare est desservie par le bus du soir. Le soir un bus dessert la gare."
    )
    assert summary(text) == "Le bus du soir dessert la gare."


def test_a_very_long_sentence_gives_way_to_a_shorter_one_that_says_as_much():
    words = " ".join(f"mot{letter}" for letter in "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")
    text = f"Le bus du soir dessert la gare, {words}. Le bus du soir dessert la gare. Merci beaucoup à vous tous."
    assert summary(text) == "Le bus du soir dessert la gare."


def test_a_title_is_never_the_summary():
    row = proposal(1, LONG, title="Le réseau de bus du soir doit desservir la gare de Vierzon et Bourges")
    assert summaries_of([row])["P1"].end > 0


def test_a_text_whose_sentences_say_nothing_has_no_summary():
    assert summary("Oui. Non. Peut-être.") is None


def test_meaning_counts_where_it_is_known():
    text = (
        "Mon jardin fleurit devant la maison. Le débit manque à la ferme. "
        "La connexion tombe chaque soir. Internet tarde encore à venir."
    )
    whole = corpus(proposal(1, "Bonjour."), arguments=(argument(1, 1, text),))
    found = summaries_of(whole.contributions, vectors_of(whole))
    assert found["A1"].words == "Le débit manque à la ferme."


def test_each_long_text_has_its_own_summary():
    rows = [argument(number, 1, LONG.replace("Vierzon", town)) for number, town in enumerate(["Gien", "Dreux"])]
    assert [quote.words[-5:] for quote in summaries_of(rows).values()] == ["Gien.", "reux."]


def test_nothing_gives_no_summary():
    assert summaries_of([]) == {}
    assert summaries_of([], vectors_of(corpus(proposal(1)))) == {}


@pytest.mark.parametrize(
    ("first", "asking"),
    [
        ("Mon mari attend le bus du soir à la gare.", "Il faut un bus du soir à la gare."),
        ("Connaissez-vous le bus du soir de la gare ?", "Proposition : un bus du soir à la gare."),
        ("« Avez-vous vu le bus du soir de la gare ? »", "Créer un bus du soir à la gare."),
    ],
    ids=["anecdote", "question", "quoted question"],
)
def test_a_sentence_that_asks_comes_before_an_anecdote_or_a_question(first, asking):
    assert summary(f"{first} {asking} Les trains partent vers Gien le matin.") == asking


def test_where_nothing_is_asked_the_anecdote_may_still_speak():
    assert summary("Mon bus du soir. Mon bus du soir part. Mon bus du soir part tôt.") == "Mon bus du soir part."


# --- under a title ----------------------------------------------------------------------

TELLS = "Je conduis un car depuis quinze ans dans le Perche."


def titled(text: str, title: str = "Une sonde dans les cars pour savoir où le réseau passe") -> str | None:
    found = summaries_of([proposal(1, text, title=title)])
    return found["P1"].words if found else None


@pytest.mark.parametrize(
    "asking",
    [
        "Mettez une sonde dans chaque bus de ramassage du matin.",
        "Que la Région équipe tous ses bus de sondes à la rentrée.",
        "Nous demandons une mesure du réseau sur chaque route du département.",
        "Il faudrait mesurer le réseau route par route, chaque matin.",
    ],
)
def test_under_a_title_what_asks_comes_before_who_writes(asking):
    assert titled(f"{TELLS} Le car passe partout le matin. {asking} Merci de m’avoir lu.") == asking


def test_under_a_title_the_sentence_that_uses_its_words_is_preferred():
    said = "Une sonde dans les cars dirait où le réseau passe."
    assert titled(f"{TELLS} La radio marche mal le matin. {said}") == said


def test_under_a_title_who_writes_sums_nothing_up():
    assert titled(f"{TELLS} Je pars à six heures chaque matin. Mon collègue prend la relève le soir.") is None
