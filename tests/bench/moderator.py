"""Replay a day of moderation of a 1,500-person consultation: a moderator at the keyboard, in Chromium.

    make bench

The day's texts are those that so many people write, spread over four weeks and all read before publication:
nine in ten are published, the others refused or sent back under a rule. Counted: the keys pressed for a case, and
the seconds between the last key and the next case in front of the moderator. Reading is not simulated.
"""

import shutil
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from playwright.sync_api import Page, sync_playwright

from consult.accounts.models import Role
from consult.kit import schema
from consult.kit.db import database, session
from consult.settings import Settings
from tests.bench.slow_line import served
from tests.bench.words import long_texts
from tests.conftest import CHROMIUM_FLAGS, Browser
from tests.factories.consultations import make_consultation
from tests.factories.contributions import post_proposal
from tests.factories.people import make_user
from wsgi import create_app

TEXTS, DAYS = 3_000, 28
"""Texts of République numérique for as many people (3,544 for 1,720 authors), over four weeks."""

GESTURES = ("p", "p", "p", "p", "7r", "p", "p", "p", "p", "p", "1v", "p", "p", "p", "p", "p", "p", "p", "p", "p")
MINUTES = 20


def filled(folder: str, cases: int) -> tuple[Flask, str]:
    """Return an application where this many texts wait, and the cookie of who moderates."""
    url = f"sqlite:///{folder}/day.sqlite3"
    app = create_app(Settings(testing=True, data_dir=Path(folder), database_url=url, secret_key="k" * 40))
    with app.test_request_context(), app.app_context():
        schema.upgrade(database())
        with database().unit_of_work():
            author, moderator = make_user(), make_user(Role.MODERATOR)
            consultation = make_consultation(pre_moderated=True)
            session.add_all([author, moderator, consultation])
            session.flush()
            for words in long_texts(cases, 412):
                post_proposal(author, consultation, source=words)
    cookie = Browser(app).sign_in(moderator).client.get_cookie("session")
    return app, cookie.value if cookie else ""


def replay(page: Page, cases: int) -> list[tuple[int, float]]:
    """Decide every case; return the keys pressed for each, and the seconds until the next was there."""
    done = []
    for number in range(cases):
        before, keys = page.evaluate("location.href"), GESTURES[number % len(GESTURES)]
        for key in keys:
            page.keyboard.press(key)
        start = time.perf_counter()
        page.wait_for_function("before => location.href !== before", arg=before, polling=10)
        done.append((len(keys), time.perf_counter() - start))
    return done


def main() -> None:
    """Replay the day and print what it took."""
    cases = round(TEXTS / DAYS)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        app, cookie = filled(folder, cases)
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM_FLAGS)
        with served(app) as site:
            page = chromium.new_page()
            page.context.add_cookies([{"name": "session", "value": cookie, "url": site}])
            page.goto(f"{site}/moderation")
            with page.expect_navigation():
                page.keyboard.press("l")
            done = replay(page, cases)
        chromium.close()
    waits = [seconds for _keys, seconds in done]
    left = (60 * MINUTES - sum(waits)) / cases
    print(f"{cases} cas : {sum(keys for keys, _ in done) / cases:.2f} touches par cas ; attente médiane")
    print(f"{statistics.median(waits):.2f} s, la plus longue {max(waits):.2f} s, {sum(waits):.0f} s en tout ;")
    print(f"en {MINUTES} minutes, il reste {left:.1f} s pour lire chaque texte (412 caractères, la médiane)")


if __name__ == "__main__":
    main()
