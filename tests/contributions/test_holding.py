"""What waits for a person before everyone reads it: all, what a later room notices, or nothing."""

import pytest

from contributions.holding import first_status, holders
from contributions.models import Status


@pytest.fixture
def watchful(app):
    """Hold whatever speaks of trains."""
    app.extensions["consult_registry_holders"] = []
    holders.add(app, lambda _place, title, source: "train" in f"{title} {source}")


@pytest.mark.usefixtures("watchful")
@pytest.mark.parametrize(
    ("title", "source", "status"),
    [
        ("Un train", "le soir", Status.PENDING),
        ("", "Plus de trains", Status.PENDING),
        ("Un bus", "le soir", Status.PUBLISHED),
    ],
)
def test_a_later_room_may_ask_that_some_words_wait(scene, title, source, status):
    assert first_status(scene.consultation, title, source) is status


def test_the_organiser_may_ask_that_everything_waits(scene):
    scene.consultation.pre_moderated = True
    assert first_status(scene.consultation, "Un bus", "le soir") is Status.PENDING
