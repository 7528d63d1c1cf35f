"""A feed read back by an XML reader."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest

from consult.kit.atom import Feed, Item, write
from tests.factories import NOW

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PARIS = ZoneInfo("Europe/Paris")
HOSTILE = "<script>alert('é')</script> & ]]> \"« »\" \x00\x0b\ufffe fin"


def item(number=1, **values: object):
    values.setdefault("identifier", f"tag:site.example,2026-10-01:proposal/{number}")
    values.setdefault("title", f"Titre {number}")
    values.setdefault("url", f"https://site.example/propositions/{number}")
    values.setdefault("published_at", NOW)
    values.setdefault("updated_at", NOW)
    return Item(**values)


def feed(*items: Item, **values: object):
    values = {"title": "Actualités", "subtitle": "Que dites-vous ?", "author": "Région", "language": "fr"} | values
    addresses = {"url": "https://site.example/", "own_url": "https://site.example/actualites.atom"}
    identifier = "tag:site.example,2026-10-01:consultation/1"
    return Feed(identifier=identifier, updated_at=NOW - timedelta(days=9), items=items, **addresses, **values)


def read(*items: Item, **values: object):
    return ET.fromstring(write(feed(*items, **values)))


def said(element, path):
    return [one.text for one in element.findall(path, ATOM)]


def test_a_feed_says_what_the_standard_asks():
    root = read(item())
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    for name in ("id", "title", "updated"):
        assert len(said(root, f"a:{name}")) == 1
        assert len(said(root, f"a:entry/a:{name}")) == 1
    assert said(root, "a:author/a:name") == ["Région"]


def test_a_feed_leads_to_itself_and_to_its_page():
    links = {one.get("rel"): one.get("href") for one in read().findall("a:link", ATOM)}
    assert links == {"self": "https://site.example/actualites.atom", "alternate": "https://site.example/"}


def test_items_keep_their_order_and_their_identifiers():
    assert said(read(item(2), item(1)), "a:entry/a:id") == [
        "tag:site.example,2026-10-01:proposal/2",
        "tag:site.example,2026-10-01:proposal/1",
    ]


def test_a_feed_is_as_fresh_as_its_last_correction():
    corrected = item(updated_at=NOW + timedelta(hours=2))
    assert said(read(corrected, item(2)), "a:updated") == ["2026-10-01T11:00:00Z"]
    assert said(read(), "a:updated") == ["2026-09-22T09:00:00Z"]


def test_instants_are_written_in_utc():
    paris = datetime(2026, 10, 1, 11, 0, tzinfo=UTC).astimezone()
    assert said(read(item(published_at=paris)), "a:entry/a:published") == ["2026-10-01T11:00:00Z"]


@pytest.mark.parametrize("field", ["title", "summary", "author"])
def test_whatever_people_typed_is_text_and_what_xml_cannot_hold_is_dropped(field):
    path = "a:entry/a:author/a:name" if field == "author" else f"a:entry/a:{field}"
    assert said(read(item(**{field: HOSTILE})), path) == ["<script>alert('é')</script> & ]]> \"« »\"  fin"]


def test_what_an_item_has_not_is_not_written():
    entry = read(item()).find("a:entry", ATOM)
    assert [name for name in ("summary", "author", "category") if entry.find(f"a:{name}", ATOM) is not None] == []


def test_the_same_news_is_the_same_bytes():
    assert write(feed(item(), item(2))) == write(feed(item(), item(2)))


@pytest.mark.parametrize("field", ["title", "subtitle", "author"], ids=lambda field: f"the feed's {field}")
def test_whatever_an_organiser_typed_is_text_in_the_head_too(field):
    path = {"author": "a:author/a:name"}.get(field, f"a:{field}")
    assert said(read(**{field: HOSTILE}), path) == ["<script>alert('é')</script> & ]]> \"« »\"  fin"]


def test_an_item_leads_to_its_page_and_says_its_kind_and_its_author():
    entry = read(item(author="Ana Loir", category="Décision", summary="Votée.")).find("a:entry", ATOM)
    link = entry.find("a:link", ATOM)
    assert (link.get("rel"), link.get("href")) == ("alternate", "https://site.example/propositions/1")
    assert entry.find("a:category", ATOM).get("term") == "Décision"
    assert said(entry, "a:author/a:name") == ["Ana Loir"]
    assert said(entry, "a:summary") == ["Votée."]


def test_a_title_that_changes_keeps_the_identifier_and_the_date_of_the_news():
    before, after = (read(item(title=title)).find("a:entry", ATOM) for title in ("Un titre", "Le titre corrigé"))
    for name in ("id", "published", "updated"):
        assert said(before, f"a:{name}") == said(after, f"a:{name}")
    assert said(after, "a:title") == ["Le titre corrigé"]


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T00:30:00Z"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=PARIS), "2026-10-25T00:30:00Z"),
        (datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS), "2026-10-25T01:30:00Z"),
        (datetime(2026, 3, 29, 3, 0, tzinfo=PARIS), "2026-03-29T01:00:00Z"),
        (datetime(2026, 1, 1, 0, 0, 0, 999_999, tzinfo=PARIS), "2025-12-31T23:00:00Z"),
    ],
)
def test_the_change_of_hour_moves_no_news(moment, told):
    assert said(read(item(updated_at=moment)), "a:entry/a:updated") == [told]


def test_an_old_item_makes_the_feed_as_old_as_it_is():
    old = item(updated_at=NOW - timedelta(days=400))
    assert said(read(old), "a:updated") == ["2025-08-27T09:00:00Z"]


def test_an_address_with_a_question_is_one_attribute():
    link = read(item(url='https://site.example/recherche?q=a&theme=b"c')).find("a:entry/a:link", ATOM)
    assert link.get("href") == 'https://site.example/recherche?q=a&theme=b"c'


def test_a_feed_says_its_encoding_and_its_language_to_any_reader():
    raw = write(feed(item(title="Œuvre 👍"), language="en"))
    assert raw.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    assert "Œuvre 👍".encode() in raw
    assert ET.fromstring(raw).get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_line_breaks_and_tabs_of_a_summary_stay():
    assert said(read(item(summary="Un\n\tdeux")), "a:entry/a:summary") == ["Un\n\tdeux"]
