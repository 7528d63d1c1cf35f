"""What the detectors notice in a text, and what they let pass."""

import csv
import gzip

import pytest

from moderation.detectors.all import detect
from moderation.detectors.finding import Examined
from moderation.detectors.private import is_iban, is_social_security_number
from moderation.models import LAW


def _seen(text, **around: int):
    return {
        one.detector: [text[start:end] for start, end in one.spans] for one in detect(Examined(text, **around))
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vous êtes des connards.", "connards"),
        ("Quelle bande de conn4rds !", "conn4rds"),
        ("Espèce de connnnnard.", "connnnnard"),
        ("C’est un c*nnard.", "c*nnard"),
        ("Une vraie SALOPE", "SALOPE"),
        ("Tous des enculés", "enculés"),
        ("Ferme ta gueule un peu", "ta gueule"),
        ("Tu es débile", "Tu es débile"),
    ],
)
def test_an_insult_is_seen_whatever_its_dress(text, words):
    assert _seen(text)["insults"] == [words]


def test_hate_and_threats_are_told_apart_from_insults():
    assert set(_seen("Sales arabes, dehors.")) == {"hate"}
    assert set(_seen("Je vais te tuer.")) == {"threats"}


@pytest.mark.parametrize(
    "text",
    [
        "C’est un scandale, une honte, un vol manifeste !",
        "Trier ses ordures, composter, ne pas jeter de déchet.",
        "Les élus se moquent de nous, et c’est débile de fermer la maternité.",
        "Il demeure que le concours et la conduite accompagnée sont chers.",
        "Un vrai con-cours d’idées.",
        "Le réseau est pourri, merde, on est en 2026.",
    ],
)
def test_anger_is_not_abuse(text):
    assert _seen(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Appelez-moi au 06 12 34 56 78.",
        "Appelez-moi au +33 6 12 34 56 78.",
        "Écrivez à jeanne.martin@exemple.fr",
        "J’habite au 12 bis rue des Lilas, à Vierzon.",
        "Mon compte : FR76 3000 6000 0112 3456 7890 189",
        "Mon numéro : 2 69 05 49 588 157 80",
    ],
)
def test_what_leads_to_someone_is_seen(text):
    assert "private" in _seen(text)


@pytest.mark.parametrize(
    "text",
    [
        "Entre 2015 et 2025, 1 250 000 habitants et 12,5 millions d’euros.",
        "Écrivez à contact@centrevaldeloire.fr",
        "La rue de la République compte 12 commerces.",
        "Article L. 131-1 du code, alinéa 2 69 05.",
    ],
)
def test_figures_and_public_addresses_are_no_private_life(text):
    assert "private" not in _seen(text)


def test_numbers_are_checked_by_their_keys():
    assert is_iban("FR76 3000 6000 0112 3456 7890 189")
    assert not is_iban("FR76 3000 6000 0112 3456 7890 188")
    assert is_social_security_number("2 69 05 49 588 157 80")
    assert not is_social_security_number("2 69 05 49 588 157 81")


def test_a_seller_is_seen_and_a_source_is_not():
    assert "advertising" in _seen("Code promo sur https://exemple.fr : achetez vite")
    assert _seen("Voir l’étude de la région : https://exemple.fr/etude.pdf, page 12.") == {}
    assert "advertising" in _seen("https://exemple.fr/aaaaaaaa https://exemple.fr/bbbbbbbb")


def test_shouting_is_seen_on_long_texts_only():
    assert "shouting" in _seen("IL FAUT ABSOLUMENT QUE LA RÉGION NOUS ÉCOUTE ENFIN CETTE ANNÉE")
    assert "shouting" in _seen("Écoutez-nous !!!!!!!!")
    assert _seen("La SNCF, le CHU et l’EPCI.") == {}


def test_floods_and_copies_are_told_apart():
    assert set(_seen("Pour le train.", recent=10)) == {"flooding"}
    assert set(_seen("Pour le train.", same_words=1, own_copies=1)) == {"flooding"}
    assert set(_seen("Pour le train.", same_words=40)) == {"copies"}


def test_fewer_than_one_civil_answer_in_two_hundred_raises_a_law_signal(shared_data):
    with gzip.open(shared_data / "grand-debat-annote-2019" / "reponses.csv.gz", "rt", encoding="utf-8") as file:
        answers = [row["texte"] for row in csv.DictReader(file)]
    raised = [text for text in answers if any(one.reason in LAW for one in detect(Examined(text)))]
    assert len(raised) * 200 < len(answers)
