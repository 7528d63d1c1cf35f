"""Every page a visitor may open has nothing that axe-core would refuse, and shows without scripts."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

OPEN = "/consultations/notre-region-numerique-2030"
PAGES = {
    "accueil": "/",
    "consultations": "/consultations",
    "consultation": OPEN,
    "propositions": f"{OPEN}/propositions",
    "recherche": "/recherche?q=formation",
    "registre": "/registre-de-moderation",
    "conseils": "/conseils",
    "connexion": "/connexion",
    "inscription": "/inscription",
    "accessibilite": "/accessibilite",
    "donnees-personnelles": "/donnees-personnelles",
    "mentions-legales": "/mentions-legales",
    "donnees-ouvertes": "/donnees-ouvertes",
}
# The others are pictured while the consultation is open, by the chain.
PICTURED = {"recherche", "registre", "conseils", "connexion", "inscription", "accessibilite"}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visitor(person):
    return person()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_open_to_all_is_accessible(visitor, name):
    visitor.go(PAGES[name])
    assert visitor.faults() == []
    if name in PICTURED:
        visitor.picture(name)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_without_scripts_and_fits_a_phone(person, name):
    visitor = person(scripts=False)
    visitor.page.set_viewport_size(PHONE)
    visitor.go(PAGES[name])
    expect(visitor.page.locator("h1")).to_be_visible()
    # A page that scrolls sideways is wider than the window it is shown in.
    assert visitor.page.locator("html").evaluate("page => page.scrollWidth") <= PHONE["width"]
    visitor.context.close()
