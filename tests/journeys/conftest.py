"""A real site in its own processes, and a real browser in front of it."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from consult.demo import making
from consult.kit import jobs, schema
from consult.kit.db import database
from consult.settings import Settings
from tests.conftest import PATIENCE_MILLISECONDS, absent
from tests.factories.demonstrations import made_once
from tests.processes import free_port, running
from wsgi import create_app

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
SCREENSHOTS = ROOT / "docs" / "screenshots"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
COLOURS = 64
PEOPLE, SEED = 100, 2030
LONGEST_WALK = 80
# What a screen reader would say of what has the focus: its labels, or its own words.
FOCUSED = """() => {
    const one = document.activeElement;
    const labels = [...(one.labels ?? [])].map(label => label.textContent).join(" ");
    return [one.getAttribute("aria-label") ?? "", labels, one.textContent].join(" ").replace(/\\s+/g, " ");
}"""


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a demonstration that stays open to everyone."""
    with opened(tmp_path_factory) as found:
        yield found


@contextmanager
def opened(folders: pytest.TempPathFactory, prepare: Callable[[Path], None] | None = None) -> Iterator[str]:
    """Open a demonstration with its worker, its folder first changed by `prepare`; give its address."""
    folder, port = folders.mktemp("site") / "data", str(free_port())
    shutil.copytree(made_once(folders, "visited", _make), folder, symlinks=True)
    if prepare is not None:
        prepare(folder)
    with running("serve", longest_seconds=600, PORT=port, **_site_in(folder)) as serve:
        serve.line_with("Le site est ouvert")
        yield f"http://127.0.0.1:{port}"


def _make(folder: Path) -> None:
    """Do what `init`, `demo` and the worker do, once for all the sites and without more processes to start."""
    app = create_app(Settings.from_environment(_site_in(folder)))
    with app.app_context():
        schema.upgrade(database())
        with database().unit_of_work():
            making.make(datetime.now(UTC), seed=SEED, people=PEOPLE)
        jobs.run_due()
        database().engine.dispose()


def _site_in(folder: Path) -> dict[str, str]:
    return {"CONSULT_DATA_DIR": str(folder), "DATABASE_URL": "", "CONSULT_DEMO": "1"}


@dataclass
class Person:
    """Someone in front of the site, in a browser of their own."""

    address: str
    context: BrowserContext
    page: Page
    has_scripts: bool = True
    looks_once: bool = False
    looked: set[str] = field(default_factory=set)

    def go(self, path: str) -> Page:
        """Open a page of the site, and check that anyone can use it."""
        self.page.goto(self.address + path)
        self.look()
        return self.page

    def enter_as(self, name: str) -> None:
        """Enter as one of the demonstration's people, in one click."""
        self.page.goto(f"{self.address}/connexion")
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=f"Entrer en tant que {name}").click()

    def press(self, name: str | re.Pattern[str]) -> None:
        """Press a button or follow a link by its words, and look at the page that comes."""
        buttons = self.page.get_by_role("button", name=name)
        self.follow(buttons.or_(self.page.get_by_role("link", name=name)).last)

    def follow(self, what: Locator) -> None:
        """Press this and look at the page that comes."""
        with self.page.expect_navigation():
            what.click()
        self.look()

    def choose(self, name: str | re.Pattern[str]) -> None:
        """Tick a box or a round button by pressing its words."""
        boxes = self.page.get_by_role("radio", name=name).or_(self.page.get_by_role("checkbox", name=name))
        self.page.locator(f"label[for='{boxes.first.get_attribute('id')}']").click()

    def look(self) -> None:
        """Fail if axe-core finds anything wrong on the page; a long walk looks at each kind of page once."""
        kind = re.sub(r"\d+", "", urlsplit(self.page.url).path)
        if not self.has_scripts or (self.looks_once and kind in self.looked):
            return
        self.looked.add(kind)
        faults = self.faults()
        assert faults == [], f"{self.page.url}\n" + "\n".join(faults)

    def faults(self, rules: Sequence[str] = RULES) -> list[str]:
        """Return what axe-core finds wrong on the page, which it cannot read without scripts."""
        if not self.has_scripts:
            return []
        if not AXE.is_file():
            absent("axe-core is not there: run npm ci")
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text("utf-8"))
        found = self.page.evaluate(
            "(rules) => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", list(rules)
        )
        return [f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]]

    def faults_in_the_dark(self) -> list[str]:
        """Return what axe-core finds wrong in the colours of those who asked for dark pages."""
        self.page.emulate_media(color_scheme="dark")
        found = self.faults(COLOUR_RULES)
        self.page.emulate_media(color_scheme="light")
        return found

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than its window: nobody should scroll sideways to read."""
        return self.page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )

    def tab_to(self, name: str) -> None:
        """Press the tabulation until what has the focus says this."""
        for _ in range(LONGEST_WALK):
            self.page.keyboard.press("Tab")
            if name in self.page.evaluate(FOCUSED):
                return
        raise AssertionError(f"the keyboard never reached « {name} » on {self.page.url}")

    def picture(self, name: str) -> None:
        """Keep the page as a picture for the documentation, on a phone and on a desk, when asked to."""
        if os.environ.get("SCREENSHOTS") != "1":
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        for size in (PHONE, DESK):
            self.page.set_viewport_size(size)
            picture = Image.open(BytesIO(self.page.screenshot()))
            picture.quantize(COLOURS).save(SCREENSHOTS / f"{name}-{size['width']}.png", optimize=True)
        self.page.set_viewport_size(DESK)


@pytest.fixture(scope="session")
def person(address: str, chromium: Browser) -> Iterator[Callable[..., Person]]:
    """Return a function that seats someone in front of the demonstration."""
    with seats(address, chromium) as seat:
        yield seat


@contextmanager
def seats(address: str, chromium: Browser, *, looks_once: bool = False) -> Iterator[Callable[..., Person]]:
    """Give a function that seats someone at a browser, signed in under a name of the demonstration or not.

    With `looks_once`, axe-core reads each kind of page once for all of them together.
    """
    seated: list[BrowserContext] = []
    looked: set[str] = set()

    def seat(name: str | None = None, *, scripts: bool = True, **options: object) -> Person:
        # axe-core is brought by the test: our own policy would refuse it, as it must.
        usual: dict[str, object] = {"bypass_csp": True, "viewport": DESK, "locale": "fr-FR"}
        context = chromium.new_context(java_script_enabled=scripts, **(usual | options))
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        seated.append(context)
        one = Person(address, context, context.new_page(), scripts, looks_once, looked if looks_once else set())
        if name:
            one.enter_as(name)
        return one

    yield seat
    for context in seated:
        context.close()
