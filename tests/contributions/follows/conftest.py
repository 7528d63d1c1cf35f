"""People who follow a consultation where things happen."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from consult.kit.db import database
from contributions.follows.operations import following
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_theme
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user

BEFORE = NOW - timedelta(hours=3)


@pytest.fixture
def followed(app, store):
    """Return an open consultation of two themes, its proposal, its author, and someone who follows it all."""
    consultation = make_consultation(themes=[make_theme("Santé"), make_theme("Culture")])
    author, reader = make_user(), make_user()
    store(consultation, author, reader)
    with app.app_context(), database().unit_of_work():
        proposal = post_proposal(author, consultation)
        following.follow(reader, consultation, language="fr", at=BEFORE)
    return SimpleNamespace(consultation=consultation, proposal=proposal, author=author, reader=reader)
