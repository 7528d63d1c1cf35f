"""On a phone a table is read downwards: none is wider than the screen, and none stops being a table."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

OPEN, CLOSED = "/consultations/notre-region-numerique-2030", "/consultations/demarches-en-ligne"
TABLES = {
    None: ("/registre-de-moderation", "/registre-de-moderation/rapport", "/donnees-ouvertes", "/syntheses/1"),
    "Bruno Chesneau": (
        "/secretariat",
        "/secretariat/consultations",
        f"/secretariat{OPEN}",
        f"/secretariat{CLOSED}",
        "/secretariat/syntheses",
        "/secretariat/conseils/conseil-regional-du-numerique",
    ),
    "Hélène Pasquier": ("/mon-compte/appareils",),
}
WIDER = """() => [...document.querySelectorAll("main table")]
    .filter(one => one.parentElement.scrollWidth > one.parentElement.clientWidth
        || one.getBoundingClientRect().right > 360)
    .map(one => one.caption.textContent)"""

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("name", TABLES)
def test_no_table_is_wider_than_a_phone(person, name):
    one = person(name, viewport=PHONE)
    for address in TABLES[name]:
        one.go(address)
        assert one.page.evaluate(WIDER) == [], address
    one.context.close()


def test_each_line_of_the_register_is_named_and_still_read_as_a_table(person):
    one = person(viewport=PHONE)
    one.go("/registre-de-moderation")
    row = one.page.get_by_role("row").nth(1)
    label = row.get_by_role("cell").first.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.startswith('"Date"')
    expect(one.page.get_by_role("columnheader").first).to_have_text("Numéro")
    one.context.close()
