"""What is planted is seen, what is not is left alone, and the same texts give the same figures."""

import pytest

from moderation.evaluation.built import on_built

ANSWERS = [
    f"Réponse {number} : il faudrait {what} dans chaque canton avant {2020 + number}, parce que {why}."
    for number in range(12)
    for what, why in (
        ("ouvrir une salle d’aide", "les anciens n’ont personne à qui demander comment remplir un papier"),
        ("prêter des ordinateurs", "les lycéens de ma rue travaillent tous sur le téléphone de leurs parents"),
    )
]


@pytest.fixture(scope="module")
def measures():
    """Return what is measured on a few answers."""
    return on_built("civil", [*ANSWERS, "Oui.", "Oui !"])


@pytest.mark.parametrize("detector", ["private", "shouting", "flooding", "copies"])
def test_what_was_planted_is_seen(measures, detector):
    name = f"built/{detector}"
    assert measures["recall"][name] == 1.0
    assert measures["precision"][name] >= 0.95
    assert measures["false_negatives"][name] == 0


def test_answers_that_say_the_same_are_counted_apart(measures):
    assert measures["alarms"]["civil/copies"] == 2
    assert measures["civil_texts"]["civil/copies"] == len(ANSWERS) + 2


def test_sentences_written_by_hand_measure_threats_and_advertising(measures):
    assert measures["n"]["built/threats"] == measures["n"]["built/advertising"] == 40
    assert measures["false_positives"]["built/threats"] == 0
    assert 0 < measures["recall"]["built/advertising"] < 1


def test_the_same_answers_give_the_same_figures_and_none_gives_those_written_by_hand():
    assert on_built("civil", ANSWERS[:5]) == on_built("civil", ANSWERS[:5])
    assert set(on_built("civil", ["Oui."])["recall"]) == {"built/threats", "built/advertising"}
