"""Write an Atom feed (RFC 4287) that says the same bytes for the same news."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

MIME_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What XML 1.0 cannot hold, even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Item:
    """One piece of news. `identifier` is a URI that never changes, whatever becomes of its title or address."""

    identifier: str
    title: str
    url: str
    published_at: datetime
    updated_at: datetime
    summary: str = ""
    author: str = ""
    category: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed and its items, the newest first; `updated_at` is when there is none yet."""

    identifier: str
    title: str
    subtitle: str
    url: str
    own_url: str
    author: str
    language: str
    updated_at: datetime
    items: Sequence[Item] = ()

    @property
    def last_change(self) -> datetime:
        """Return when anything in the feed last changed."""
        return max((item.updated_at for item in self.items), default=self.updated_at)


def write(feed: Feed) -> bytes:
    """Return the feed as UTF-8 XML."""
    register_namespace("", _ATOM)
    root = Element(_name("feed"), {_LANG: feed.language})
    _texts(root, id=feed.identifier, title=feed.title, subtitle=feed.subtitle, updated=_instant(feed.last_change))
    SubElement(root, _name("link"), {"rel": "self", "type": MIME_TYPE, "href": feed.own_url})
    SubElement(root, _name("link"), {"rel": "alternate", "type": "text/html", "href": feed.url})
    _author(root, feed.author)
    for item in feed.items:
        _item(SubElement(root, _name("entry")), item)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _item(entry: Element, item: Item) -> None:
    published, updated = _instant(item.published_at), _instant(item.updated_at)
    _texts(entry, id=item.identifier, title=item.title, published=published, updated=updated)
    SubElement(entry, _name("link"), {"rel": "alternate", "type": "text/html", "href": item.url})
    if item.category:
        SubElement(entry, _name("category"), {"term": _clean(item.category)})
    if item.author:
        _author(entry, item.author)
    if item.summary:
        _texts(entry, summary=item.summary)


def _author(parent: Element, name: str) -> None:
    _texts(SubElement(parent, _name("author")), name=name)


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, _name(name)).text = _clean(text)


def _name(tag: str) -> str:
    return f"{{{_ATOM}}}{tag}"


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)


def _instant(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
