"""Searching in a browser: on a phone, by the keyboard, without scripts, under the site's own policy."""

import threading

import pytest
from werkzeug.serving import make_server

from consult.accounts.models import Role
from contributions.models import Position, Status
from tests.factories.people import make_user
from tests.journeys.conftest import DESK, PHONE, Person

pytestmark = pytest.mark.browser


@pytest.fixture
def address(site):
    """Fill an index, serve the site on this machine and return its address."""
    proposal = site.propose("La portabilité des données de santé", "Que chacun emporte ses données, <partout>.")
    site.argue(proposal, "La portabilité coûte peu.", Position.AGAINST)
    for number in range(22):
        site.propose(f"La fibre au village {number}", theme_id=(site.sante, site.culture)[number % 2].id)
    site.change(site.propose("La fibre cachée dans le bois"), Status.HIDDEN)
    site.work()
    server = make_server("127.0.0.1", 0, site.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def seat(address, chromium):
    """Return a function that seats someone at a browser; axe-core comes from outside and needs `audited`."""
    contexts = []

    def open_one(size=DESK, *, scripts=True, audited=True):
        context = chromium.new_context(java_script_enabled=scripts, viewport=size, bypass_csp=audited)
        contexts.append(context)
        return Person(address, context, context.new_page(), scripts)

    yield open_one
    for context in contexts:
        context.close()


def test_on_a_phone_one_searches_narrows_and_goes_on_without_fault(seat):
    person = seat(PHONE)
    person.go("/recherche")
    person.page.get_by_role("combobox").fill("fibres")
    person.press("Rechercher")
    assert person.page.get_by_text("22 textes trouvés").is_visible()
    assert person.overflow() <= 0
    assert person.faults_in_the_dark() == []
    person.page.get_by_text("Affiner ces résultats").click()
    person.follow(person.page.get_by_role("link", name="Culture 11"))
    assert person.page.get_by_text("11 textes trouvés").is_visible()
    assert "cachée" not in person.page.content()


def test_without_scripts_the_second_page_is_read_and_an_empty_answer_helps(seat):
    person = seat(PHONE, scripts=False)
    person.go("/recherche")
    person.follow(person.page.get_by_role("link", name="fibre village"))
    assert person.page.get_by_role("searchbox").input_value() == "fibre village"
    person.go("/recherche?q=fibre")
    person.follow(person.page.locator("a[rel=next]"))
    assert person.page.locator(".letter-title").count() == 2
    person.page.get_by_role("searchbox").fill("introuvable")
    person.press("Rechercher")
    assert "Essayez un autre mot" in person.page.content()


@pytest.mark.parametrize(
    "path", ["/recherche", "/recherche?q=introuvable", "/recherche?q=portabilite", "/recherche?q=de"]
)
def test_axe_finds_nothing_in_any_state(seat, path):
    person = seat()
    person.go(path)
    assert person.faults_in_the_dark() == []
    assert person.overflow() <= 0


def test_the_keyboard_alone_reaches_the_first_result_and_its_words_are_marked(seat):
    person = seat()
    person.go("/recherche")
    person.page.get_by_role("combobox").focus()
    person.page.keyboard.type("donnees")
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    assert person.page.locator("mark").first.inner_text() == "données"
    person.tab_to("La portabilité des données de santé")
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")
    assert "la-portabilite-des-donnees-de-sante" in person.page.url


def test_suggestions_come_as_one_types_under_the_site_s_own_policy(seat):
    person = seat(audited=False)
    faults = []
    person.page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    person.page.goto(f"{person.address}/recherche")
    person.page.get_by_role("combobox").press_sequentially("portab")
    offered = person.page.get_by_role("option", name="La portabilité des données de santé")
    offered.wait_for()
    assert person.page.locator(".search-suggestions [role=status]").text_content() == "1 suggestion"
    with person.page.expect_navigation():
        offered.click()
    assert "/propositions/" in person.page.url
    assert faults == []


def test_suggestions_are_walked_left_and_taken_by_the_keyboard(seat):
    person = seat(PHONE)
    person.go("/recherche")
    box = person.page.get_by_role("combobox")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("fibre")
    person.page.get_by_role("option").nth(4).wait_for()
    assert person.faults_in_the_dark() == []
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == "suggestions-4"
    box.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == ""
    box.press("ArrowDown")
    assert person.page.get_by_role("option", selected=True).count() == 1
    box.press("Escape")
    assert (person.page.get_by_role("option").count(), box.input_value()) == (0, "fibre")
    box.press_sequentially("s")
    person.page.get_by_role("option").first.wait_for()
    box.press("ArrowDown")
    with person.page.expect_navigation():
        box.press("Enter")
    assert "/propositions/" in person.page.url


def test_results_print_without_what_only_serves_on_a_screen(seat):
    person = seat()
    person.go("/recherche?q=portabilite")
    person.page.emulate_media(media="print")
    assert person.page.get_by_text("La portabilité des données de santé").first.is_visible()
    assert not person.page.get_by_role("button", name="Rechercher").first.is_visible()


def test_a_moderator_searches_what_is_kept_back(seat, browser, store):
    (moderator,) = store(make_user(Role.MODERATOR))
    person = seat(PHONE)
    cookie = browser(moderator).client.get_cookie("session")
    person.context.add_cookies([{"name": "session", "value": cookie.value, "url": person.address}])
    person.go("/moderation/recherche")
    person.page.get_by_role("searchbox").fill("bois")
    person.press("Rechercher")
    assert person.page.get_by_text("1 texte trouvé").is_visible()
    assert person.overflow() <= 0
