"""Taking part is the same for everyone: by keyboard alone, without scripts, in English, on a phone.

These come before the journey that closes the consultation.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE

CONSULTATION = "/consultations/notre-region-numerique-2030"
TYPED = (
    "La salle est ouverte le mardi et le jeudi, quand tout le monde travaille. Ouvrez-la aussi le samedi matin."
)

pytestmark = pytest.mark.browser


def other_proposal(someone, place: int) -> str:
    """Return the address of one of the proposals of the list."""
    someone.page.goto(f"{someone.address}{CONSULTATION}/propositions?tri=recentes")
    return someone.page.locator(".letter-title a").nth(place).get_attribute("href")


def enter(page) -> None:
    """Press Enter and wait for the page that comes."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_someone_without_a_mouse_enters_reads_and_proposes(person):
    one = person()
    page = one.page
    page.goto(f"{one.address}/connexion")
    one.tab_to("Entrer en tant que Claire Desnoues")
    enter(page)
    page.goto(one.address)
    one.tab_to("Aller au contenu")
    page.keyboard.press("Enter")
    one.tab_to("Participer")
    enter(page)
    one.tab_to("Écrire une proposition")
    enter(page)
    one.tab_to("Titre")
    page.keyboard.type("Ouvrir la salle informatique le samedi matin")
    one.tab_to("Votre proposition")
    page.keyboard.type(TYPED)
    one.tab_to("Thème")
    page.keyboard.type("Citoy")
    one.tab_to("Publier ma proposition")
    enter(page)
    expect(page.locator("h1")).to_have_text("Ouvrir la salle informatique le samedi matin")
    one.look()


def test_someone_who_skipped_to_the_content_is_brought_to_what_a_form_refuses(person):
    one = person()
    page = one.page
    page.goto(f"{one.address}/inscription")
    one.tab_to("Aller au contenu")
    page.keyboard.press("Enter")
    one.tab_to("Adresse e-mail")
    enter(page)
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Adresse e-mail")).to_be_focused()


def test_someone_without_a_mouse_votes_and_changes_their_mind(person):
    one = person("Théo Marchais")
    page = one.go(other_proposal(one, 3))
    for word in ("Pour", "Mitigé"):
        name = re.compile(f"^{word}")
        one.page.locator("h1").evaluate("title => { title.tabIndex = -1; title.focus(); }")
        one.tab_to(f"{word} ")
        page.keyboard.press("Space")
        expect(page.get_by_role("button", name=name, pressed=True)).to_be_visible()
        expect(page.get_by_role("button", name=name)).to_contain_text("C’est votre vote")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    one.tab_to("Retirer mon vote")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", pressed=True)).to_have_count(0)
    one.look()


def test_someone_without_scripts_votes_on_a_phone_and_reads_their_vote(person):
    one = person("Claire Desnoues", scripts=False, viewport=PHONE)
    page = one.go(other_proposal(one, 5))
    page.get_by_role("button", name=re.compile("^Contre")).click()
    expect(page.locator("[aria-pressed=true]")).to_contain_text("C’est votre vote")
    page.get_by_role("button", name="Retirer mon vote").click()
    expect(page.locator("[aria-pressed=true]")).to_have_count(0)


def test_someone_without_scripts_proposes_on_a_phone(person):
    one = person("Claire Desnoues", scripts=False, viewport=PHONE)
    page = one.go(f"{CONSULTATION}/proposer")
    page.get_by_label("Titre").first.fill("Un bus pour la médiathèque le mercredi")
    page.get_by_label("Votre proposition").fill(TYPED.replace("salle", "médiathèque"))
    page.get_by_label("Thème").select_option(label="Culture")
    one.press("Publier ma proposition")
    expect(page.locator("h1")).to_have_text("Un bus pour la médiathèque le mercredi")
    assert one.overflow() == 0


def test_an_error_is_reached_and_nothing_typed_is_lost(person):
    one = person("Claire Desnoues", scripts=False, viewport=PHONE)
    page = one.go(f"{CONSULTATION}/proposer")
    page.get_by_label("Votre proposition").fill(TYPED)
    one.press("Publier ma proposition")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("() => document.activeElement.getAttribute('aria-invalid')") == "true"
    assert page.get_by_label("Votre proposition").input_value() == TYPED


def test_a_reader_of_english_finds_the_whole_way_in_english(person):
    one = person("Théo Marchais", locale="en-GB")
    page = one.go("/?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    one.press("Take part")
    one.press(re.compile("Write a proposal"))
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert not re.search(r"\b(Votre|Vous|Publier|Brouillon)\b", page.locator("main form").first.inner_text())
    page.goto(one.address + other_proposal(one, 7))
    page.get_by_role("button", name=re.compile("^For")).click()
    expect(page.get_by_role("button", name=re.compile("^For"), pressed=True)).to_contain_text("This is your vote")
    one.look()


def test_a_visitor_s_vote_leads_to_signing_in_and_back(person):
    one = person(viewport=PHONE)
    proposal = other_proposal(one, 2)
    one.page.goto(one.address + proposal)
    one.press(re.compile("^Pour"))
    assert "/connexion" in one.page.url
    one.press("Entrer en tant que Claire Desnoues")
    assert re.search(r"/propositions/\d+", one.page.url)
