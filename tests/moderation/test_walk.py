"""A refusal, its statement, the appeal, another moderator's reversal and the register, walked in a browser."""

import re
import threading

import pytest
from werkzeug.serving import make_server

from consult.kit import jobs
from consult.kit.db import database
from consult.kit.mail import OutgoingMail

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def site(app):
    """Return the address of the application, served on this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def enter(browser, site, chromium):
    """Return a function that opens a page signed in as someone, or as a visitor."""
    contexts = []

    def open_page(person=None, **options: object):
        context = chromium.new_context(**options)
        contexts.append(context)
        if person is not None:
            cookie = browser(person).client.get_cookie("session")
            context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def press(page, words):
    """Press a button or follow a link by its words, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=words).or_(page.get_by_role("link", name=words)).first.click()


def letters(app, person) -> str:
    """Return all that was written to someone, once the worker ran."""
    with app.app_context():
        jobs.run_due()
        with database().unit_of_work(writes=False) as opened:
            written = opened.query(OutgoingMail).filter_by(recipient=person.email).order_by(OutgoingMail.id)
            return "\n".join(one.text for one in written)


@pytest.mark.browser
def test_a_refusal_is_told_contested_and_reversed_by_someone_else(app, enter, site, stored_scene):
    scene = stored_scene
    desk = enter(scene.moderator)
    desk.goto(f"{site}/moderation")
    press(desk, "Lire le cas le plus urgent")
    desk.keyboard.press("7")
    desk.get_by_label("Explication pour son auteur").fill("Il s’agit du stationnement.")
    press(desk, "Refuser")
    assert "Décision enregistrée" in desk.content()

    told = letters(app, scene.author)
    assert "Il s’agit du stationnement." in told
    decision = re.search(r"/decisions/\d+", told).group()
    author = enter(scene.author, viewport=PHONE, java_script_enabled=False)
    author.goto(site + decision)
    assert "Dans le sujet" in author.content()
    press(author, "Contester cette décision")
    author.get_by_label("Pourquoi contestez-vous").fill("Mon texte parle bien du numérique.")
    press(author, "Envoyer mon recours")
    assert "Une autre personne va" in author.content()

    desk.goto(f"{site}/moderation/recours/1")
    assert "Une autre personne doit répondre" in desk.content()
    other = enter(scene.second)
    other.goto(f"{site}/moderation/recours")
    press(other, "Recours contre la décision")
    assert "Mon texte parle bien du numérique." in other.content()
    other.get_by_label("Vos raisons").fill("En effet, il en parle.")
    press(other, "Annuler la décision et rétablir le texte")

    assert "En effet, il en parle." in letters(app, scene.author)
    visitor = enter()
    visitor.goto(f"{site}/propositions/{scene.waiting.id}")
    assert "permanence" in visitor.content()
    visitor.goto(f"{site}/registre-de-moderation")
    lines = [line.inner_text() for line in visitor.locator("tbody tr").all()]
    assert ["Rétablissement (sur recours)" in lines[0], "(annulée sur recours)" in lines[1]] == [True, True]


@pytest.mark.browser
def test_words_selected_in_the_text_are_masked_from_the_keyboard(enter, site, stored_scene):
    desk = enter(stored_scene.moderator)
    desk.goto(f"{site}/moderation/{stored_scene.proposal.id}")
    desk.locator(".case-text strong").dblclick()
    desk.keyboard.press("w")
    assert desk.get_by_label("Mots à masquer").input_value() == "permanence"
    desk.keyboard.press("1")
    with desk.expect_navigation():
        desk.keyboard.press("k")
    visitor = enter()
    visitor.goto(f"{site}/propositions/{stored_scene.proposal.id}")
    assert "[masqué par la modération]" in visitor.content()
    assert "Une permanence" not in visitor.content()


@pytest.mark.browser
def test_the_urgent_key_hides_at_once_and_says_whom_to_alert(enter, site, stored_scene):
    desk = enter(stored_scene.moderator)
    desk.goto(f"{site}/moderation/{stored_scene.proposal.id}")
    with desk.expect_navigation():
        desk.keyboard.press("u")
    assert "Qui alerter, maintenant" in desk.content()
    visitor = enter()
    answer = visitor.goto(f"{site}/propositions/{stored_scene.proposal.id}-{stored_scene.proposal.slug}")
    assert answer.status == 404


@pytest.mark.browser
@pytest.mark.parametrize(
    "path",
    [
        "/moderation",
        "/moderation/{waiting}",
        "/moderation/{proposal}/suspension",
        "/moderation/{proposal}/doublon",
        "/moderation/campagnes",
        "/moderation/reponses",
        "/moderation/suspensions",
        "/mon-compte/moderation",
    ],
)
def test_no_page_of_the_desk_is_wider_than_a_phone(enter, site, stored_scene, path):
    desk = enter(stored_scene.moderator, viewport=PHONE)
    place = path.format(waiting=stored_scene.waiting.id, proposal=stored_scene.proposal.id)
    assert desk.goto(site + place).status == 200
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.evaluate(wide) == 0
