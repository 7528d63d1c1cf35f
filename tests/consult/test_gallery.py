import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from consult.kit.assets import folder
from consult.settings import Settings
from wsgi import create_app

# What every page shows around its own pieces, and what mails are made of.
FURNITURE = {
    "mail_button",
    "attributes",
    "honeypot",
    "icon",
    "language_switch",
    "menu_list",
    "page_header",
    "sign_out",
}
MACROS = {path.stem for path in (folder("templates") / "components").glob("*.html")} - FURNITURE


@pytest.fixture
def demo(settings: Settings) -> FlaskClient:
    return create_app(replace(settings, demo=True)).test_client()


def test_every_macro_is_shown_in_the_gallery(demo: FlaskClient) -> None:
    headings = ", ".join(re.findall("<h3>(.*?)</h3>", demo.get("/composants").text))
    assert set(headings.split(", ")) >= MACROS


def test_a_refused_form_lists_its_errors_with_links_to_the_fields(demo: FlaskClient) -> None:
    page = demo.get("/composants").text
    assert '<a href="#refus-title">Écrivez ce que vous proposez.</a>' in page
    assert 'id="refus-title-error"' in page


def test_a_sample_button_answers_that_nothing_was_sent(settings: Settings) -> None:
    app = create_app(replace(settings, demo=True))
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post("/composants", follow_redirects=True)
    assert "rien n’a été envoyé" in answer.text


def test_a_site_that_is_no_demonstration_has_no_gallery(browser: Callable[..., Any]) -> None:
    assert browser().get("/composants").status_code == 404


def test_visitors_of_a_demonstration_are_not_led_to_the_gallery(demo: FlaskClient) -> None:
    assert "/composants" not in demo.get("/").text
