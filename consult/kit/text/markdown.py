"""Turn what a person typed into safe HTML, plain text and excerpts."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

import nh3
from linkify_it import LinkifyIt
from linkify_it.main import Match
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from consult.kit.text.unbroken import unbroken

RENDERER_VERSION = 2
"""Stored beside each rendered text; raise it whenever the same source would give other HTML.

`consult texts render` then makes the stored HTML anew.
"""

LONGEST_RENDERED = 60_000
"""Characters above which a text is laid out as paragraphs only, so that no input takes long."""

_DEEPEST = 20
_TAGS = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "blockquote",
    "h3",
    "h4",
    "h5",
    "a",
    "code",
    "pre",
    "hr",
}
_SCHEMES = {"http", "https", "mailto"}
_SAFE_LINK = re.compile(r"(?:https?://[^\s/\\?#]|mailto:[^\s@]+@)", re.IGNORECASE)
_RULES_THAT_HIDE_TEXT = ["code", "lheading", "reference", "image", "entity", "html_inline", "html_block"]

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
    "|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
_LINE_ENDS = re.compile("\r\n|[\r\u0085\u2028\u2029]")
_BREAKING_SPACES = re.compile("[^\\S\u00a0\u202f]+")
_TRAILING_SPACE = re.compile(r"[^\S\n]+$", re.MULTILINE)
_SPACES = re.compile(r"\s+")


def _is_safe_link(url: str) -> bool:
    return _SAFE_LINK.match(url.strip()) is not None


class _Addresses(LinkifyIt):  # type: ignore[misc]
    """Find the addresses of pages typed as they are, after `https://`, `http://` or `www.`; guess no other."""

    def match(self, text: str) -> list[Match] | None:
        """Return the addresses in a text, each with where it leads."""
        found = [one for one in super().match(text) or [] if _TYPED_ADDRESS.match(one.raw)]
        for one in found:
            one.url = one.url if one.schema else f"https://{one.raw}"
        return found or None

    def match_at_start(self, text: str) -> Match | None:
        """Return the address a text begins with."""
        found = super().match_at_start(text)
        return found if found and _TYPED_ADDRESS.match(found.raw) else None


_TYPED_ADDRESS = re.compile(r"(?:https?://|www\.)[^/?#@]+(?:[/?#]|$)", re.IGNORECASE)
"""No name before the host, which would disguise where the address leads."""


def _as_typed(address: str) -> str:
    return address


_addresses = _Addresses(
    schemas={"ftp:": None, "mailto:": None, "//": None}, options={"fuzzy_link": True, "fuzzy_email": False}
)


def _new_parser() -> MarkdownIt:
    options = {"html": False, "linkify": True, "typographer": False, "breaks": True, "maxNesting": _DEEPEST}
    parser = MarkdownIt("commonmark", options).disable(_RULES_THAT_HIDE_TEXT).enable("linkify")
    parser.linkify = _addresses
    parser.validateLink = _is_safe_link  # type: ignore[method-assign]
    parser.normalizeLinkText = _as_typed  # type: ignore[assignment, method-assign]
    return parser


_parser = _new_parser()
_paragraphs_only = MarkdownIt("zero", {"html": False, "breaks": True}).enable("newline")


def normalise_typed(text: str) -> str:
    """Return `text` in NFC with LF line ends, without invisible characters or space at the end of lines."""
    unified = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    return _TRAILING_SPACE.sub("", _INVISIBLE.sub("", unified)).strip()


def one_line(text: str) -> str:
    """Return what was typed in a field of one line: spaces joined in one, but for those that never break."""
    return _BREAKING_SPACES.sub(" ", normalise_typed(text))


def render(source: str) -> Markup:
    """Return `source` as HTML that is safe to show; whatever is not Markdown appears as typed.

    Headings become h3 to h5, so the text belongs under an h2 of the page.
    """
    tokens = list(_with_named_links(_with_ordered_headings(_without_empty_headings(_parse(source)))))
    html = _parser.renderer.render(tokens, _parser.options, {})
    return Markup(_sanitise(html))  # noqa: S704 -- just cleaned


def stored(html: str) -> Markup:
    """Return HTML that `render` made and the database kept, ready to be shown."""
    return unbroken(Markup(html))  # noqa: S704 -- only what `render` returned is ever stored


def typed_addresses(text: str) -> list[tuple[int, int]]:
    """Return where the addresses of pages stand in a text that is not Markdown, from the first to the last."""
    return [(found.index, found.last_index) for found in _addresses.match(text) or []]


def plain(source: str) -> str:
    """Return the words of `source` without its Markdown marks, one line per line shown."""
    lines = (_inline_text(token) for token in _parse(source))
    return "\n".join(line for line in lines if line)


def runs(source: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of `source` in order, with their words: a "heading", "paragraph" or "item" of a list."""
    items, kind = 0, "paragraph"
    for token in _parse(source):
        if token.type in {"list_item_open", "list_item_close"}:
            items += token.nesting
        elif token.type == "heading_open":
            kind = "heading"
        elif text := _inline_text(token):
            yield (kind if kind == "heading" else "item" if items else "paragraph"), text
        if token.type == "heading_close":
            kind = "paragraph"


def excerpt(text: str, length: int) -> str:
    """Return the start of a plain `text` on one line of at most `length` characters, cut between words."""
    line = _SPACES.sub(" ", text).strip()
    if len(line) <= length:
        return line
    head, following = line[: length - 1], line[length - 1]
    whole_words = head if following == " " else head.rpartition(" ")[0]
    return (whole_words or head).rstrip(" ,;:.!?…«(–—-") + "…"


def _parse(source: str) -> Sequence[Token]:
    if len(source) > LONGEST_RENDERED:
        return _paragraphs_only.parse(source)
    tokens = _parser.parse(source)
    too_deep = any(token.level >= _DEEPEST - 2 for token in tokens)
    return _paragraphs_only.parse(source) if too_deep else tokens


def _inline_text(token: Token) -> str:
    if token.type == "inline":
        return "".join(map(_inline_text, _named_links(token.children or []))).strip()
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.content.rstrip("\n")


def _without_empty_headings(tokens: Sequence[Token]) -> Iterator[Token]:
    """Drop headings with no text, which a screen reader would announce for nothing."""
    kept = iter(range(len(tokens)))
    for index in kept:
        if tokens[index].type == "heading_open" and not _inline_text(tokens[index + 1]):
            next(kept), next(kept)
        else:
            yield tokens[index]


def _with_ordered_headings(tokens: Iterator[Token]) -> Iterator[Token]:
    """Renumber headings from h3 down without skipping a level, as a page's outline requires."""
    open_levels: list[str] = []
    for token in tokens:
        if token.type == "heading_open":
            open_levels = [level for level in open_levels if level < token.tag]
            open_levels.append(token.tag)
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(2 + len(open_levels), 5)}"
        yield token


def _with_named_links(tokens: Iterator[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.children:
            token.children = _named_links(token.children)
        yield token


def _named_links(children: list[Token]) -> list[Token]:
    """Show its address in each link that was left without a text."""
    named: list[Token] = []
    opened = 0
    for child in children:
        if child.type == "link_open":
            opened = len(named)
        if child.type == "link_close" and not _words(named[opened:]):
            named.append(Token("text", "", 0, content=str(named[opened].attrGet("href") or "")))
        named.append(child)
    return named


def _words(children: Sequence[Token]) -> str:
    return "".join(child.content for child in children).strip()


def _keep_attribute(_tag: str, name: str, value: str) -> str | None:
    return value if name != "href" or _is_safe_link(value) else None


def _sanitise(html: str) -> str:
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        attribute_filter=_keep_attribute,
        url_schemes=_SCHEMES,
        link_rel="nofollow ugc noopener",
    )
