"""Which texts sell something, and which only give their sources."""

import pytest

from moderation.detectors.advertising import advertising
from moderation.detectors.finding import Examined
from moderation.models import FlagReason

LINK = "https://exemple.fr"


def _words(text):
    finding = advertising(Examined(text))
    return [text[start:end] for start, end in finding.spans] if finding else []


SELLERS_WORDS = [
    "code promo",
    "CODE PROMO",
    "offre spéciale",
    "offre speciale",
    "offre limitée",
    "Offre exclusive",
    "livraison gratuite",
    "livraison offerte",
    "achetez",
    "commandez",
    "cliquez ici",
    "profitez-en",
    "profitez en",
    "gagnez de l’argent",
    "gagnez jusqu",
    "revenus passifs",
    "revenu passif",
    "prêt rapide",
    "prêts entre particuliers",
    "crédit rapide",
    "casino",
    "paris sportifs",
    "voyance",
    "marabout",
    "retour affectif",
    "viagra",
    "whatsapp",
    "Telegram",
    "devis gratuit",
    "satisfait ou remboursé",
    "20 % de remise",
    "20% de réduction",
    "20\u00a0% de réduction",
    "20\u202f% de remise",
]


@pytest.mark.parametrize("words", SELLERS_WORDS)
def test_a_sellers_words_beside_a_link_are_advertising(words):
    assert _words(f"{words} sur {LINK}") == [words, LINK]


@pytest.mark.parametrize("words", SELLERS_WORDS)
def test_two_sellers_words_are_advertising_without_a_link(words):
    assert _words(f"{words}, et devis gratuit") == [words, "devis gratuit"]


@pytest.mark.parametrize("words", SELLERS_WORDS)
def test_one_sellers_word_alone_is_none(words):
    assert _words(f"Parlons de {words} dans notre ville.") == []


SOURCES = [
    "Voir https://exemple.fr/etude.pdf, page 12.",
    "Voir https://exemple.fr et https://exemple.org pour les deux études citées plus haut.",
    "www.exemple.fr",
    "https://exemple.fr",
    "Mon site : www.exemple.fr",
    "Le casino d’Orléans a fermé.",
    "Commander un train, acheter un billet, voir le devis.",
    "Une offre de transport, une remise en état, une réduction des horaires.",
    "Prêter une salle, un crédit d’impôt, une livraison de repas.",
    "La réduction de 20 % de nos émissions : https://exemple.fr",
    "httpss et wwww ne sont rien",
    "",
]


@pytest.mark.parametrize("text", SOURCES)
def test_a_source_or_an_ordinary_word_is_no_advertising(text):
    assert _words(text) == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("https://exemple.fr/aaaaaaaaaa https://exemple.fr/bbbbbbbbbb", 2),
        ("www.exemple.fr/aaaaaaaaaa\nwww.exemple.fr/bbbbbbbbbb\nwww.exemple.fr/c", 3),
        ("Ici : https://exemple.fr/aaaaaaaaaaaaaaa HTTPS://EXEMPLE.FR/bbbbbbbbbbbbbbb", 2),
        ("Deux liens longuement expliqués : https://exemple.fr/a https://exemple.fr/b", 0),
    ],
)
def test_a_text_that_is_hardly_more_than_links_is_advertising(text, count):
    assert len(_words(text)) == count


def test_words_keep_their_place_when_folding_makes_letters_longer():
    assert _words(f"Un cœur d’œuvre : CODE PROMO sur {LINK}") == ["CODE PROMO", LINK]


def test_the_reason_is_advertising():
    assert advertising(Examined(f"Code promo {LINK}")).reason is FlagReason.ADVERTISING
