"""Walk a site by its links, as a person would, and read its pages without a browser."""

from collections import Counter, deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

PER_ROUTE = 2
OK = 200
# A page that shows a mail written to someone else, whose links are for them.
LETTERS = {"accounts.demo_mail"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_FIELDS = {"input", "select", "textarea"}
_UNSEEN = {"hidden", "submit", "button", "image", "reset"}


@dataclass
class Element:
    """An element of a page: its name, its attributes, the text inside."""

    name: str
    attributes: dict[str, str | None]
    within: tuple[str, ...]
    parts: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return " ".join("".join(self.parts).split())


@dataclass(frozen=True)
class Page:
    """An address that answered, for one person, and the page whose link led there."""

    source: str
    address: str
    endpoint: str
    status: int
    html: str
    changed: bool

    @cached_property
    def elements(self) -> "Elements":
        return Elements.of(self.html)


@dataclass
class Elements(HTMLParser):
    """Every element of a page, in order."""

    found: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[Element] = []

    @classmethod
    def of(cls, html: str) -> "Elements":
        reader = cls()
        reader.feed(html)
        return reader

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, dict(attrs), tuple(one.name for one in self._open))
        self.found.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop().name != tag:
            pass

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.parts.append(data)

    def named(self, *names: str) -> list[Element]:
        return [one for one in self.found if one.name in names]

    @property
    def fields(self) -> list[Element]:
        """What a person fills in."""
        return [one for one in self.named(*_FIELDS) if one.attributes.get("type") not in _UNSEEN]


def walk(
    app: Flask, browser: Any, state: Callable[[], object] = bool, before: Collection[Page] = ()
) -> list[Page]:
    """Follow links from the home page; stop at `PER_ROUTE` addresses of each route, and one of each way to ask it.

    A link that no route answers is met too: it is a fault like any other refusal. `state` returns what
    differs once the database has changed. Of a route met `before`, by someone else, one address is enough.
    """
    waiting, known, met = deque([("", "/")]), {"/"}, []
    counted = Counter({(page.endpoint, way_to_ask(page.address)): 1 for page in before})
    while waiting:
        source, address = waiting.popleft()
        endpoint = endpoint_of(app, address)
        way = way_to_ask(address)
        if endpoint == "asset" or counted[endpoint, way] >= (1 if way else PER_ROUTE):
            continue
        counted[endpoint, way] += 1
        unchanged, answer = state(), read(browser.get(address))
        is_page = answer.mimetype == "text/html" and answer.status_code == OK
        html, changed = answer.text if is_page else "", state() != unchanged
        page = Page(source, address, endpoint, answer.status_code, html, changed)
        met.append(page)
        for link in links(page, answer.headers.get("Location")):
            if link not in known:
                known.add(link)
                waiting.append((address, link))
    return met


def way_to_ask(address: str) -> tuple[str, ...]:
    """Return what an address asks besides its route: the names of its arguments, and the order it wants."""
    asked = parse_qsl(urlsplit(address).query)
    return tuple(sorted({f"{name}={value}" if name == "tri" else name for name, value in asked}))


def read(answer: Any) -> Any:
    """Take the whole of an answer, a download too, as a person's browser does."""
    answer.get_data()
    answer.close()
    return answer


def links(page: Page, moved_to: str | None) -> list[str]:
    """Return the addresses of our own site that a page leads to."""
    found = [] if page.endpoint in LETTERS else [one.attributes.get("href") for one in page.elements.named("a")]
    ours = (urldefrag(urljoin(page.address, link))[0] for link in [*found, moved_to or ""] if link)
    return [link for link in ours if link.startswith("/") or urlsplit(link).hostname in {"localhost", "127.0.0.1"}]


def endpoint_of(app: Flask, address: str) -> str:
    """Return the route that answers a GET of this address, or the address itself where none does."""
    parts = urlsplit(address)
    try:
        return app.url_map.bind("localhost").match(parts.path, method="GET")[0]
    except HTTPException:
        return address
