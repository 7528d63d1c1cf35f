"""Emptying the queue from the keyboard alone, in a browser."""

import threading

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from consult.kit.db import database
from contributions.models import Contribution, Status
from moderation.models import Decision, PickedQuote, Verdict
from tests.factories.contributions import post_proposal


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
def page(browser, stored_scene, site, chromium):
    """Return a page of Chromium signed in as the moderator."""
    cookie = browser(stored_scene.moderator).client.get_cookie("session")
    context = chromium.new_context()
    context.add_cookies([{"name": "session", "value": cookie.value, "url": site}])
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_a_queue_of_thirty_is_emptied_from_the_keyboard_alone(app, page, site, stored_scene):
    with app.app_context(), database().unit_of_work() as opened:
        consultation = opened.merge(stored_scene.consultation)
        texts = [
            stored_scene.waiting.id,
            *(post_proposal(stored_scene.author, consultation).id for _ in range(29)),
        ]
    page.goto(f"{site}/moderation")
    with page.expect_navigation():
        page.keyboard.press("l")
    page.evaluate("window.loadedOnce = true")
    for place in range(len(texts)):
        before = page.evaluate("location.href")
        for key in ("p",) if place % 3 else ("7", "r"):
            page.keyboard.press(key)
        page.wait_for_function("before => location.href !== before", arg=before)
    page.get_by_text("Rien n’attend.").wait_for()
    assert page.evaluate("window.loadedOnce")
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        reached = [opened.get_one(Contribution, one).status for one in texts]
    assert (reached.count(Status.PUBLISHED), reached.count(Status.REFUSED)) == (20, 10)


@pytest.mark.browser
def test_the_next_case_takes_the_place_of_the_one_decided_and_a_failure_loads_it(page, site, app, stored_scene):
    with app.app_context(), database().unit_of_work() as opened:
        consultation = opened.merge(stored_scene.consultation)
        titles = ("Ouvrir un atelier", "Fermer un guichet")
        following = [post_proposal(stored_scene.author, consultation, title=title).id for title in titles]
    first = f"{site}/moderation/{stored_scene.waiting.id}"
    page.goto(first)
    # Refused: the page stays, and the error takes the focus.
    page.keyboard.press("r")
    page.locator("[data-focus]").wait_for()
    assert (page.url, page.evaluate("document.activeElement.matches('[data-focus]')")) == (first, True)
    page.keyboard.press("p")
    page.wait_for_url(f"{site}/moderation/{following[0]}", wait_until="commit")
    page.get_by_role("heading", level=1, name="Ouvrir un atelier").wait_for()
    assert "Ouvrir un atelier" in page.evaluate("document.activeElement.textContent")
    assert "Décision enregistrée" in page.locator(".flashes[role=status]").inner_text()
    # Back: the former case as it now is.
    page.go_back(wait_until="load")
    page.get_by_text("Déjà décidé").wait_for()
    page.goto(f"{site}/moderation/{following[0]}")
    page.route("**/decision", lambda route: route.abort(), times=1)
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.url == f"{site}/moderation/{following[1]}"


@pytest.mark.browser
def test_sentences_are_picked_from_the_keyboard_and_w_leads_to_the_words_to_mask(page, site, app, stored_scene):
    page.goto(f"{site}/moderation/{stored_scene.waiting.id}")
    for key in ("q", "Space", "w", "Escape", "p"):
        page.keyboard.press(key)
    page.wait_for_url(f"{site}/moderation", wait_until="commit")
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        [picked] = opened.scalars(select(PickedQuote))
    assert (picked.contribution_id, picked.words in stored_scene.waiting.source.replace("*", "")) == (
        stored_scene.waiting.id,
        True,
    )


@pytest.mark.browser
def test_k_publishes_with_the_chosen_words_masked(page, site, app, stored_scene):
    waiting = stored_scene.waiting
    page.goto(f"{site}/moderation/{waiting.id}")
    page.locator("textarea[name=masked]").fill(waiting.source.split()[0])
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    page.keyboard.press("k")
    page.wait_for_url(f"{site}/moderation", wait_until="commit")
    with app.app_context(), database().unit_of_work(writes=False) as opened:
        decision = opened.scalars(select(Decision)).one()
    assert (decision.contribution_id, decision.verdict, decision.rule_number) == (waiting.id, Verdict.MASK, 3)


@pytest.mark.browser
def test_the_keys_are_shown_and_can_be_turned_off(page, site, stored_scene):
    page.set_viewport_size({"width": 360, "height": 600})
    page.goto(f"{site}/moderation/{stored_scene.waiting.id}")
    page.keyboard.press("?")
    assert page.locator("#touches").is_visible()
    # All of it is reached on a small screen, and the keys that are read decide nothing.
    box = page.locator("#touches").bounding_box()
    assert (box["x"] >= 0, box["y"] >= 0, box["x"] + box["width"] <= 360, box["y"] + box["height"] <= 600) == (
        True,
    ) * 4
    page.keyboard.press("p")
    assert page.url.endswith(f"/{stored_scene.waiting.id}")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('#touches').scrollTop > 0")
    page.get_by_role("button", name="Fermer").click()
    assert page.locator("#touches").is_hidden()
    page.keyboard.press("?")
    page.get_by_text("Désactiver les raccourcis").click()
    page.keyboard.press("Escape")
    page.keyboard.press("3")
    assert page.locator("select[name=rule]").input_value() == ""
