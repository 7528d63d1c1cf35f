"""Saying to people where their words stand."""

import pytest
from flask_babel import force_locale

from consult.kit import messages
from synthesis.models import Placement
from synthesis.models.syntheses import UNGROUPED
from synthesis.wording import where_placed


def told(app, place: str, language: str = "fr") -> str:
    with app.test_request_context(), force_locale(language):
        return where_placed(Placement(theme="Santé", place=place)).replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("sujet 3", "Placée sous « Santé, sujet 3 »."),
        ("", "Placée sous « Santé »."),
        ("non regroupée", "Placée dans le thème « Santé » ; elle ne rejoint aucun sujet."),
        ("not grouped", "Placée dans le thème « Santé » ; elle ne rejoint aucun sujet."),
    ],
)
def test_a_contribution_stands_with_a_topic_or_alone_in_its_theme(app, place, sentence):
    assert told(app, place) == sentence


def test_what_stands_alone_is_known_in_each_language_a_synthesis_is_written_in():
    english = next(one.string for one in messages.read("en") if one.id == "non regroupée")
    assert {"non regroupée", english} == UNGROUPED
