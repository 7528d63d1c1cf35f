"""Which sentences threaten someone by their grammar, and which civic ones only sound like it."""

import pytest

from moderation.detectors.finding import Examined
from moderation.detectors.insults import threats


def _words(text):
    finding = threats(Examined(text))
    return [text[start:end] for start, end in finding.spans] if finding else []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Un jour je tuerai le préfet.", "je tuerai le préfet"),
        ("On va pendre tous les élus !", "On va pendre tous les élus"),
        ("Je vous buterai.", "Je vous buterai"),
        ("Je t’égorgerai demain.", "Je t’égorgerai"),
        ("Je la tuerai.", "Je la tuerai"),
        ("Brûlez ce maire !", "Brûlez ce maire"),
        ("Pendez-les.", "Pendez-les"),
        ("Il faudrait crever ces sales flics.", "faudrait crever ces sales flics"),
        ("NOUS PENDRONS LE PRÉSIDENT", "NOUS PENDRONS LE PRÉSIDENT"),
        ("On abattra Macron", "On abattra Macron"),
    ],
)
def test_a_verb_of_killing_aimed_at_someone_is_seen(text, words):
    assert _words(text) == [words]


@pytest.mark.parametrize(
    "text",
    [
        "Cette taxe tuera le commerce, et on tuera la démocratie.",
        "On abattra les arbres du mail, on va brûler la biomasse.",
        "Le loup tue les brebis ; il faudra abattre les cloisons entre services.",
        "Nous pendrons la crémaillère avec le maire.",
        "Il faut tuer le projet dans l’œuf, monsieur le préfet.",
        "Arrêtez de tuer les abeilles. Je vais crever de chaud dans ce train.",
        "Élisez le maire, payez les élus moins cher, brûlez moins de fioul.",
        "",
    ],
)
def test_civic_anger_and_images_are_not(text):
    assert _words(text) == []
