"""Noticing a text in another language."""

import pytest

from moderation.detectors.finding import Examined
from moderation.detectors.language import other_language


@pytest.mark.parametrize(
    "text",
    [
        "The region should open a place in every town where people can get help with the forms that are on line.",
        "La región tiene que abrir fines de semana un lugar para que las personas con más edad no estén solas.",
        "Die Region soll in jeder Stadt einen Ort öffnen und zwar für die Menschen, die nicht mit dem Netz leben.",
        "La regione deve aprire gli uffici anche il sabato, per chi non può venire e che non ha un computer.",
    ],
)
def test_a_text_in_another_language_is_noticed(text):
    assert other_language(Examined(text)).detector == "other_language"


@pytest.mark.parametrize(
    "text",
    [
        "Ouvrir une permanence par semaine dans chaque bourg, sans rendez-vous, avec une personne qui aide.",
        "Fibre, mobile, médiathèques, écoles, hôpitaux, transports, commerces, services publics, culture, sport.",
        "Le cloud, le big data, le smart city et le coworking ne sont pas des réponses à nos besoins du jour.",
        "The smart region",
        "",
    ],
)
def test_a_french_text_a_list_of_words_or_a_short_one_is_not(text):
    assert other_language(Examined(text)) is None
