"""Every page a visitor may open has nothing axe-core refuses, is sound HTML, and leaves room for every reader."""

import json
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from tests.conftest import absent
from tests.journeys.conftest import PHONE, ROOT

OPEN, CLOSED = "/consultations/notre-region-numerique-2030", "/consultations/demarches-en-ligne"
PAGES = {
    "accueil": "/",
    "consultations": "/consultations",
    "consultation": OPEN,
    "consultation-close": CLOSED,
    "propositions": f"{OPEN}/propositions",
    "propositions-du-cher": f"{OPEN}/propositions?territoire=18",
    "theme": f"{OPEN}/themes/sante",
    "suivi": f"{CLOSED}/suivi",
    "recherche": "/recherche?q=formation",
    "registre": "/registre-de-moderation",
    "conseils": "/conseils",
    "synthese": "/syntheses/1",
    "avis": "/avis/1",
    "connexion": "/connexion",
    "inscription": "/inscription",
    "mot-de-passe-oublie": "/mot-de-passe-oublie",
    "charte": "/charte",
    "accessibilite": "/accessibilite",
    "donnees-personnelles": "/donnees-personnelles",
    "mentions-legales": "/mentions-legales",
    "donnees-ouvertes": "/donnees-ouvertes",
    "composants": "/composants",
    "introuvable": "/nulle-part",
}
DESKS = {
    "Claire Desnoues": ("/mon-compte", "/mes-contributions", f"{OPEN}/proposer"),
    "Inès Labrosse": ("/moderation",),
    "Bruno Chesneau": ("/secretariat", f"/secretariat{OPEN}", "/secretariat/syntheses"),
    "Hélène Pasquier": ("/conseil",),
}
# Those whose layout differs most.
ENLARGED = (
    "accueil",
    "consultation",
    "propositions",
    "synthese",
    "inscription",
    "donnees-personnelles",
    "composants",
)
# The others are pictured while the consultation is open, by the chain.
PICTURED = {"recherche", "registre", "conseils", "connexion", "inscription", "accessibilite"}
VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
RULES = {
    "root": True,
    "extends": ["html-validate:recommended"],
    # A title is as long as what the author wrote; ours say what they are about before where they are.
    # A table stacked on a phone keeps its roles only where they are written.
    "rules": {
        # A list may have a name.
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        "long-title": "off",
        "no-redundant-role": "off",
        # A list of suggestions under a search box is no select: one goes on typing.
        "prefer-native-element": ["error", {"exclude": ["listbox"]}],
        "no-trailing-whitespace": "off",
        "valid-id": ["error", {"relaxed": True}],
    },
}
MOVING = """() => [...document.querySelectorAll("*")].filter(one => {
    const style = getComputedStyle(one);
    return /[1-9]/.test(style.transitionDuration + style.animationDuration);
}).map(one => one.outerHTML.slice(0, 80))"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visitor(person):
    return person()


@pytest.fixture(scope="module")
def proposal(visitor):
    """Return the address of a proposal, the first of the list."""
    page = visitor.page
    page.goto(f"{visitor.address}{OPEN}/propositions")
    return page.locator(".letter-title a").first.get_attribute("href")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_open_to_all_is_accessible_in_light_and_dark(visitor, name):
    visitor.go(PAGES[name])
    assert visitor.faults_in_the_dark() == []
    if name in PICTURED:
        visitor.picture(name)


def test_a_proposal_is_accessible_in_light_and_dark(visitor, proposal):
    visitor.go(proposal)
    assert visitor.faults_in_the_dark() == []


@pytest.fixture(scope="module")
def signed_in(person):
    """Return those who have a desk or an account, each in a browser that asks for dark pages."""
    return {name: person(name, color_scheme="dark") for name in DESKS}


@pytest.mark.parametrize("name", DESKS)
def test_what_one_sees_signed_in_is_accessible_in_the_dark(signed_in, name):
    one, found = signed_in[name], []
    for address in DESKS[name]:
        one.page.goto(one.address + address)
        found += one.faults()
    assert found == []


@pytest.fixture(scope="module")
def on_the_bus(person):
    """Return someone with a narrow phone and no scripts."""
    return person(scripts=False, viewport=PHONE)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_shows_without_scripts_and_fits_a_phone(on_the_bus, name):
    on_the_bus.go(PAGES[name])
    expect(on_the_bus.page.locator("h1")).to_be_visible()
    assert on_the_bus.overflow() == 0


@pytest.fixture(scope="module")
def near(person):
    """Return someone who enlarged the page twice: it has half the room."""
    return person(viewport={"width": 640, "height": 450}, device_scale_factor=2)


@pytest.mark.parametrize("name", ENLARGED)
def test_a_page_enlarged_twice_is_read_without_scrolling_sideways(near, name):
    near.page.goto(near.address + PAGES[name])
    assert near.overflow() == 0
    # Texts alone enlarged as much again, as some browsers do.
    near.page.add_style_tag(content="html { font-size: 200% }")
    assert near.overflow() == 0


def test_nothing_moves_for_those_who_asked_for_no_motion(person, proposal):
    calm = person(reduced_motion="reduce")
    for address in ("/", OPEN, proposal, "/connexion"):
        calm.page.goto(calm.address + address)
        assert calm.page.evaluate(MOVING) == []
        assert calm.page.evaluate("() => getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    calm.context.close()


def test_the_map_is_walked_by_keyboard_and_leads_to_the_proposals_of_a_department(visitor):
    page = visitor.go(OPEN)
    links = page.locator("svg.map a")
    labels = [link.get_attribute("aria-label") for link in links.all()]
    assert len(labels) == 6
    assert all(re.fullmatch(r"[\w-]+\N{NO-BREAK SPACE}: \d+ propositions?", label) for label in labels)
    links.first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    department = labels[0].split("\N{NO-BREAK SPACE}")[0]
    expect(page.locator("main strong").first).to_have_text(department)
    assert page.locator(".letter").count() == int(re.search(r"\d+", labels[0])[0])


def test_the_pages_are_sound_html(visitor, signed_in, proposal, tmp_path):
    if not VALIDATOR.is_file():
        absent("html-validate is not there: run npm ci")
    seen = [(visitor, address) for address in (*PAGES.values(), proposal)]
    seen += [(signed_in[name], address) for name, addresses in DESKS.items() for address in addresses]
    for number, (one, address) in enumerate(seen):
        sent = one.page.request.get(one.address + address).text()
        (tmp_path / f"{number:02}.html").write_text(sent, "utf-8")
    (tmp_path / "rules.json").write_text(json.dumps(RULES), "utf-8")
    assert faults(tmp_path, [address for _, address in seen]) == []


def faults(folder, addresses):
    """Return what the validator says of each file, under the address it came from."""
    words = [shutil.which("node") or "node", VALIDATOR, "--config", folder / "rules.json", "--formatter", "json"]
    said = subprocess.run([*words, *sorted(folder.glob("*.html"))], capture_output=True, text=True, check=False)
    assert said.stdout, said.stderr
    return [
        f"{addresses[int(file['filePath'].rsplit('/', 1)[1][:2])]} {fault['line']}: {fault['message']}"
        for file in json.loads(said.stdout)
        for fault in file["messages"]
    ]
