import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from synthesis.formats import html
from tests.synthesis.formats.documents import SITE, by_hand, hostile_corpus, made


class Page(HTMLParser):
    """What a browser would see: tags with their attributes, and the text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def values(self, attribute: str) -> list[str]:
        return [str(attrs[attribute]) for _, attrs in self.tags if attribute in attrs]


def page(*, site: str = SITE) -> Page:
    return Page(html.render(made(site=site).document, site))


def test_the_page_has_one_title_equal_to_its_heading() -> None:
    content = html.render(made().document).decode()
    headings = re.findall(r"<h1>(.*?)</h1>", content)
    assert headings == re.findall(r"<title>(.*?)</title>", content)


def test_identities_are_unique_and_links_inside_lead_somewhere() -> None:
    found = page()
    ids = found.values("id")
    inside = {link[1:] for link in found.values("href") if link.startswith("#")}
    assert len(ids) == len(set(ids))
    assert inside <= set(ids)


def test_contributions_are_linked_to_the_site() -> None:
    assert f"{SITE}/propositions/1-proposition#argument-1" in page().values("href")


def test_without_a_site_every_link_stays_in_the_page() -> None:
    links = page(site="").values("href")
    assert [link for link in links if not link.startswith("#")] == ["synthese.css"]


def test_handwritten_text_is_marked() -> None:
    text = " ".join(page().text.split())
    assert "Une phrase de la main du secrétariat. [rédigé par le secrétariat]" in text
    assert "Une introduction du secrétariat. [rédigé par le secrétariat]" in text


def test_two_paragraphs_of_an_introduction_stay_two_and_are_marked_once() -> None:
    written = html.render(by_hand()).decode()
    assert (
        '<p class="introduction">Premier paragraphe.</p><p class="introduction">Second paragraphe. <span'
        in written
    )
    assert written.split("Second paragraphe.")[1].split("</p>")[0].count("[rédigé par le secrétariat]") == 1


def test_a_sentence_that_holds_its_mark_is_not_marked_again() -> None:
    (line,) = [one for one in html.render(by_hand()).decode().split("<p>") if "L’école inquiète" in one]
    assert line.count("[rédigé par le secrétariat]") == 1


def test_headings_never_skip_a_level() -> None:
    levels = [int(tag[1]) for tag, _ in page().tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_nothing_in_the_page_needs_an_exception_to_the_security_policy() -> None:
    found = page()
    assert not {"script", "style", "iframe", "object"} & {tag for tag, _ in found.tags}
    assert not [name for _, attrs in found.tags for name in attrs if name == "style" or name.startswith("on")]


def test_markup_in_texts_stays_text() -> None:
    found = Page(html.render(made(hostile_corpus()).document, SITE))
    assert not {"script", "img"} & {tag for tag, _ in found.tags}
    assert "<script>alert(1)</script>" in found.text
    assert "{{ 7 * 7 }}" in found.text


@pytest.mark.parametrize("part", ["--ground", ".synthesis-document", "@media print"])
def test_the_stylesheet_holds_what_the_page_needs(part: str) -> None:
    assert part in html.stylesheet().decode()


def test_the_stylesheet_fetches_nothing() -> None:
    assert not re.search(r"@import|url\(", html.stylesheet().decode())
