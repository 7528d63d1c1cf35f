"""What the page of an open consultation offers to do."""

import pytest

from consult.consultations.models import Action
from tests.factories.consultations import make_consultation, make_phase


@pytest.mark.parametrize(
    ("opens", "offered"),
    [
        ({Action.VOTE, Action.PROPOSE}, ["Lire et voter", "Écrire une proposition"]),
        ({Action.PROPOSE}, ["Lire les propositions", "Écrire une proposition"]),
        ({Action.VOTE}, ["Lire et voter"]),
    ],
)
def test_it_offers_what_the_phase_under_way_opens(browser, store, opens, offered):
    (consultation,) = store(make_consultation(phases=[make_phase(opens=frozenset(opens))]))
    page = browser().get(f"/consultations/{consultation.slug}").text
    buttons = [
        label for label in ("Lire et voter", "Lire les propositions", "Écrire une proposition") if label in page
    ]
    assert buttons == offered
