"""The draft with topics on the desk, as its secretariat opens it."""

from contextlib import contextmanager

import pytest

from consult.accounts.models import User
from consult.consultations.models import Consultation
from consult.kit.db import database
from synthesis.models import Synthesis
from synthesis.queries.edits import state_of
from synthesis.reading import shelf_of
from tests.factories.contributions import post_proposal


class Desk:
    """A synthesis with topics, the secretariat's browser, the addresses, and what the database holds."""

    def __init__(self, scene, open_browser) -> None:
        self.scene, self.open = scene, open_browser
        self.browser = open_browser(scene.secretariat)
        self.root = f"/secretariat/syntheses/{scene.synthesis.id}"
        self.theme = f"{self.root}/themes/theme-1"
        self.asking = f"/secretariat/syntheses/consultations/{scene.consultation.slug}"

    @contextmanager
    def at_work(self):
        """Open a unit of work on the synthesis."""
        with self.scene.app.app_context(), database().unit_of_work() as unit:
            yield unit, unit.get_one(Synthesis, self.scene.synthesis.id)

    def set(self, **values: object) -> None:
        """Leave the synthesis in this state."""
        with self.at_work() as (_unit, synthesis):
            for name, value in values.items():
                setattr(synthesis, name, value)

    def page(self, address="") -> str:
        """Return a page of the desk, its spaces made plain."""
        found = self.browser.get(f"{self.root}{address}")
        assert found.status_code == 200
        return plain(found.text)

    def topics(self):
        """Return the topics of the first theme as they stand."""
        with self.at_work() as (_unit, synthesis):
            return shelf_of(synthesis, "theme-1").topics

    def seen(self, section_id="theme-1") -> str:
        """Name the state of a part."""
        with self.at_work() as (_unit, synthesis):
            return state_of(synthesis, section_id)

    def publish_late(self, how_many=1) -> None:
        """Publish proposals after the data were photographed."""
        with self.at_work() as (unit, _synthesis):
            consultation = unit.get_one(Consultation, self.scene.consultation.id)
            for _ in range(how_many):
                post_proposal(unit.get_one(User, self.scene.author.id), consultation)


def plain(text: str) -> str:
    """Make the spaces that never break ordinary ones."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.fixture
def desk(grouped, browser) -> Desk:
    """Give the draft with topics on the desk."""
    return Desk(grouped, browser)
