"""What every page of consultations keeps to, whatever was typed in it."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser

import pytest

from consult.accounts.models import Role
from consult.consultations import operations
from consult.consultations.models import ConsultationStatus, Document
from consult.consultations.operations import ConsultationDraft
from consult.kit.db import database, session
from tests.factories import NOW
from tests.factories.consultations import make_consultation, make_phase, make_theme
from tests.factories.people import make_user

DAY = timedelta(days=1)
PAYLOAD = "<img src=x onerror=alert(1)>\"'{{7*7}}"
PUBLIC = [
    "/",
    "/consultations",
    "/consultations/page",
    "/accessibilite",
    "/donnees-personnelles",
    "/mentions-legales",
]
FILE = "/secretariat/consultations/page"
DESK = [
    "/secretariat",
    "/secretariat/consultations",
    "/secretariat/nouvelle-consultation",
    FILE,
    f"{FILE}/textes",
    f"{FILE}/clore",
    f"{FILE}/retirer",
    f"{FILE}/phases/nouvelle",
    f"{FILE}/phases/{{phase}}",
    f"{FILE}/phases/{{phase}}/oter",
    f"{FILE}/themes/nouveau",
    f"{FILE}/themes/{{theme}}",
    f"{FILE}/themes/{{theme}}/oter",
    f"{FILE}/documents/nouveau",
    f"{FILE}/documents/{{document}}",
    f"{FILE}/documents/{{document}}/oter",
    "/secretariat/consultations/brouillon/publier",
]


class Reader(HTMLParser):
    """Read a page as a browser does: its elements, its texts by element, its headings in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in self._open:
            self.texts[tag] = self.texts.get(tag, "") + data

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def headings(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.elements if re.fullmatch("h[1-6]", tag)]


@pytest.fixture
def site(store):
    """Keep a consultation whose every text is hostile, a draft, and an administrator."""
    hostile = dict.fromkeys(
        ("title", "question", "summary", "organiser", "decision_maker", "short_reason"), PAYLOAD
    )
    phase = make_phase(title=PAYLOAD, summary=PAYLOAD, opens_at=NOW + DAY, closes_at=NOW + 30 * DAY)
    theme = make_theme(PAYLOAD, slug="theme", summary=PAYLOAD)
    below = make_theme(PAYLOAD, slug="sous-theme", parent=theme)
    document = Document(title=PAYLOAD, url="https://exemple.fr/?a=1&b=<i>")
    page = make_consultation(slug="page", phases=[phase], themes=[theme, below], documents=[document], **hostile)
    draft = make_consultation(slug="brouillon", status=ConsultationStatus.DRAFT, published_at=None, title=PAYLOAD)
    store(page, draft, admin := make_user(Role.ADMINISTRATOR, display_name=PAYLOAD))
    numbers = {"phase": phase.id, "theme": theme.id, "document": document.id}
    return admin, numbers


@pytest.fixture
def read(browser, site):
    """Return a function that reads a page: a public one as a visitor, the desk as an administrator."""
    admin, numbers = site

    def open_page(address: str) -> Reader:
        answer = browser(admin if address in DESK else None).get(address.format(**numbers))
        assert answer.status_code == 200
        return Reader(answer.text)

    return open_page


@pytest.mark.parametrize("address", [*PUBLIC, *DESK])
def test_a_page_has_one_h1_equal_to_its_title_and_skips_no_heading(read, address):
    page = read(address)
    assert page.headings.count(1) == 1
    assert page.texts["title"].rsplit(" — ", 1)[0].strip() == page.texts["h1"].strip()
    assert all(after - before <= 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


@pytest.mark.parametrize("address", DESK)
def test_every_field_has_its_label(read, address):
    page = read(address)
    labelled = {label.get("for") for label in page.all("label")}
    fields = [one for one in page.all("input", "select", "textarea") if one.get("type") != "hidden"]
    assert {field["id"] for field in fields} <= labelled


@pytest.mark.parametrize("address", DESK)
def test_every_form_that_changes_something_carries_its_token(read, address):
    page = read(address)
    posts = [form for form in page.all("form") if form.get("method") == "post"]
    tokens = [field for field in page.all("input") if field.get("name") == "csrf_token"]
    assert len(tokens) == len(posts)


@pytest.mark.parametrize("address", [*PUBLIC, *DESK])
def test_nothing_typed_becomes_an_element_or_a_handler(read, address):
    page = read(address)
    assert not page.all("img", "i", "object", "iframe")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("address", ["/consultations/page", FILE])
def test_what_was_typed_is_read_as_typed(read, address):
    assert read(address).texts["h1"] == PAYLOAD
    assert "{{7*7}}" in read(address).texts["body"]


@pytest.mark.parametrize("address", [*PUBLIC, *DESK])
def test_identifiers_are_unique_on_a_page(read, address):
    found = [attributes["id"] for _, attributes in read(address).elements if attributes.get("id")]
    assert len(found) == len(set(found))


@pytest.mark.parametrize("address", ["/", "/consultations", "/consultations/page", "/mentions-legales"])
def test_a_page_exists_in_english(browser, site, address):
    answer = browser().get(f"{address}?lang=en")
    assert (answer.status_code, '<html lang="en">' in answer.text) == (200, True)


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](data:text/html,x)",
        "<b onclick=x>",
        "<svg/onload=x>",
    ],
)
def test_the_long_texts_hold_no_html_of_their_own(app, browser, store, source):
    draft = ConsultationDraft(
        title="Trains",
        question="Q",
        organiser="O",
        body=source,
        modalities=source,
        synthesis_due_on=date(2027, 1, 1),
    )
    with app.app_context(), database().unit_of_work():
        created = operations.create_consultation(None, draft, at=NOW)
        session.flush()
        created.status = ConsultationStatus.PUBLISHED
    page = Reader(browser().get("/consultations/trains").text)
    assert not [one for one in page.all("script") if "/fichiers/" not in (one.get("src") or "")]
    assert not page.all("img", "b", "svg")
    assert not [link for link in page.all("a") if (link.get("href") or "").startswith(("javascript:", "data:"))]
