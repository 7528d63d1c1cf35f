"""Turn the HTML of another platform into our Markdown, without losing a word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

from consult.kit.text.markdown import normalise_typed, plain, typed_addresses

_INLINE = {"strong", "em", "a", "br", "code"}
_SAME_AS = {"b": "strong", "i": "em", "h5": "h4", "h6": "h4"}
_HEADINGS = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### "}
_CONTAINERS = {
    "p",
    "div",
    "section",
    "article",
    "table",
    "tr",
    "td",
    "th",
    "caption",
    "pre",
    "dl",
    "dt",
    "dd",
    "figure",
}
_LISTS = {"ul", "ol", "li"}
_TAGS = _INLINE | set(_SAME_AS) | set(_HEADINGS) | _CONTAINERS | _LISTS | {"blockquote", "hr"}
_EMPTY_TAGS = {"br", "hr"}
_DEEPEST = 60

_MARKS = {"strong": "**", "em": "*"}
_INLINE_SPECIAL = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z])|\](?=\()")
_LINE_SPECIAL = re.compile(r"(?m)^(\s*)(?:(#{1,6}(?=\s|$)|[+-](?=\s|$)|-(?=-)|>|~~~)|(\d{1,9})([.)])(?=\s|$))")
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")
_CLOSING_HASHES = re.compile(r"#+$")


@dataclass
class _Node:
    tag: str
    href: str = ""
    start: int = 1
    children: list["_Node | str"] = field(default_factory=list)


class _TreeBuilder(HTMLParser):
    """Build a tree from HTML that nh3 already balanced."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Node("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open one level, except for tags that have no content and beyond any reasonable depth."""
        named = dict(attrs)
        start = named.get("start") or ""
        known = _Node(_SAME_AS.get(tag, tag), named.get("href") or "", int(start) if start.isdecimal() else 1)
        self._open[-1].children.append(known)
        if tag not in _EMPTY_TAGS:
            self._open.append(known if len(self._open) < _DEEPEST else self._open[-1])

    def handle_endtag(self, tag: str) -> None:
        """Close the level under way."""
        if tag not in _EMPTY_TAGS and len(self._open) > 1:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Keep every character of text, in one piece with what precedes it."""
        children = self._open[-1].children
        before = children[-1] if children else None
        if isinstance(before, str):
            children[-1] = before + data
        else:
            children.append(data)


def markdown_from_html(html: str) -> str:
    """Return our Markdown for `html`: same words, safe links, no tag.

    A block whose marks would not read back exactly is written without emphasis rather than wrongly.
    """
    builder = _TreeBuilder()
    builder.feed(nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}, "ol": {"start"}}, link_rel=None))
    builder.close()
    return normalise_typed("\n\n".join(_blocks(builder.root.children)))


def _blocks(children: Sequence[_Node | str]) -> list[str]:
    written: list[str] = []
    run: list[_Node | str] = []
    for child in children:
        if isinstance(child, str) or (child.tag in _INLINE and not _holds_block(child)):
            run.append(child)
        else:
            written += [_paragraph(run), *_block(child)]
            run = []
    written.append(_paragraph(run))
    return [block for block in written if block]


def _holds_block(node: _Node) -> bool:
    parts = [child for child in node.children if isinstance(child, _Node)]
    return any(part.tag not in _INLINE or _holds_block(part) for part in parts)


def _block(node: _Node) -> list[str]:
    if node.tag in _HEADINGS:
        title = " ".join(" ".join(_blocks(node.children)).split("\n"))
        return [_HEADINGS[node.tag] + _CLOSING_HASHES.sub(r"\\\g<0>", title)] if title else []
    if node.tag == "hr":
        return ["---"]
    if node.tag in {"ul", "ol"}:
        return ["\n".join(_items(node))]
    inner = _blocks(node.children)
    if node.tag == "blockquote" and inner:
        return [_indent("\n\n".join(inner), "> ", "> ")]
    return inner


def _items(node: _Node) -> Iterator[str]:
    contents = ("\n\n".join(_blocks(_item_children(child))) for child in node.children)
    for number, content in enumerate(filter(None, contents), start=node.start):
        marker = "- " if node.tag == "ul" else f"{number}. "
        yield _indent(content, marker, " " * len(marker))


def _item_children(child: "_Node | str") -> Sequence["_Node | str"]:
    return child.children if isinstance(child, _Node) and child.tag == "li" else [child]


def _indent(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join((first if index == 0 else others) + line for index, line in enumerate(lines)).rstrip()


def _paragraph(run: Sequence[_Node | str]) -> str:
    words = _tidy(_words(run))
    if not words:
        return ""
    marked = _escape_lines(_tidy("".join(map(_inline, run))))
    return marked if _bare(plain(marked)) == _bare(words) else _escape_lines(_tidy(_escape(words)))


def _words(run: Sequence[_Node | str]) -> str:
    return "".join("\n" if isinstance(part, _Node) and part.tag == "br" else _text(part) for part in run)


def _text(part: _Node | str) -> str:
    return _SPACES.sub(" ", part) if isinstance(part, str) else _words(part.children)


def _inline(part: _Node | str) -> str:
    if isinstance(part, str):
        return _escape(_SPACES.sub(" ", part))
    if part.tag == "br":
        return "\n"
    before, content, after = _around("".join(map(_inline, part.children)))
    if not content:
        return before + after
    if part.tag == "a":
        return f"{before}{_link(content, part.href)}{after}"
    mark = _MARKS.get(part.tag, "")
    return f"{before}{mark}{content}{mark}{after}"


def _around(text: str) -> tuple[str, str, str]:
    """Split spaces from what they surround: Markdown has no emphasis that begins with a space."""
    stripped = text.strip()
    if not stripped:
        return text, "", ""
    start = text.index(stripped)
    return text[:start], stripped, text[start + len(stripped) :]


def _link(content: str, href: str) -> str:
    address = re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", href.strip())
    return f"[{content}]({address})" if address else content


def _tidy(text: str) -> str:
    return "\n".join(_SPACES.sub(" ", line).strip() for line in text.strip().split("\n"))


def _bare(text: str) -> str:
    return "".join(normalise_typed(text).split())


def _escape(text: str) -> str:
    """Let every sign stand for itself, but in an address, which is a link as it is."""
    addresses = typed_addresses(text)

    def escape(found: re.Match[str]) -> str:
        inside = any(start <= found.start() < end for start, end in addresses)
        return found[0] if inside else f"\\{found[0]}"

    return _INLINE_SPECIAL.sub(escape, text)


def _escape_lines(text: str) -> str:
    """Keep a line that begins like a list, a heading or a quotation from becoming one."""

    def escape(found: re.Match[str]) -> str:
        space, mark, number, point = found.groups()
        return f"{space}\\{mark}" if mark else f"{space}{number}\\{point}"

    return _LINE_SPECIAL.sub(escape, text)
