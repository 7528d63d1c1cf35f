"""Take out of a synthesis the words of contributions that nobody may read any more, and nothing else.

A published synthesis is frozen: its counts stay, and so does the place of each contribution. Only words leave.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from synthesis.analysis.corpus import Corpus
from synthesis.composer.document import AnnexEntry, AnnexReply, ProposalBlock, QuoteBlock
from synthesis.composer.quoting import SHORT_TITLE, inside, title_inside

Node = TypeVar("Node")
REMOVED = "[…]"
LONG_ENOUGH = 20
"""From so many letters on, words are someone's own wherever they stand; shorter ones, between quotation marks."""
_ROWS = ("proposals", "arguments", "comments", "sources")
_WORDS = ("title", "source", "text", "link")
_EMPTIED: dict[type, dict[str, object]] = {
    QuoteBlock: {"words": REMOVED},
    AnnexReply: {"opening": REMOVED, "is_cut": False},
    AnnexEntry: {"title": REMOVED, "summary": None},
    ProposalBlock: {"title": REMOVED, "summary": None},
}


@dataclass(frozen=True)
class Withheld:
    """Contributions that nobody reads any more, by reference, and what a synthesis repeats of each."""

    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.words)

    def without(self, node: Node) -> Node:
        """Return a document, a part of one or what people wrote in it, without these words."""
        if not self.words:
            return node
        if type(node) is str:
            return cast("Node", self._text(cast("str", node)))
        if isinstance(node, tuple):
            return cast("Node", tuple(map(self.without, node)))
        if is_dataclass(node) and not isinstance(node, type):
            kept = {one.name: self.without(getattr(node, one.name)) for one in fields(node)}
            return cast("Node", replace(node, **(kept | self._emptied(node))))
        return node

    def corpus(self, corpus: Corpus) -> Corpus:
        """Return the data without the words of these contributions; their votes, dates and places stay."""
        rows: dict[str, Any] = {name: tuple(map(self._row, getattr(corpus, name))) for name in _ROWS}
        return replace(corpus, **rows, picked=tuple(one for one in corpus.picked if one.ref not in self.words))

    def _emptied(self, node: object) -> dict[str, object]:
        """Say what stands for the words of a node that shows one of these contributions."""
        ref = getattr(node, "ref", "")
        if ref not in self.words:
            return {}
        path: dict[str, object] = {"path": _path(ref)} if hasattr(node, "path") else {}
        return path | _EMPTIED.get(type(node), {})

    def _text(self, text: str) -> str:
        for span in self._spans:
            if text == span:
                return REMOVED
            text = text.replace(f"«\u00a0{span}\u00a0»", f"«\u00a0{REMOVED}\u00a0»")
            text = text.replace(span, REMOVED) if len(span) >= LONG_ENOUGH else text
        return text

    @cached_property
    def _spans(self) -> list[str]:
        """List the words, the longest first: they may hold shorter ones."""
        own = {span for spans in self.words.values() for span in spans}
        return sorted(own | {inside(span) for span in own}, key=lambda one: (-len(one), one))

    def _row(self, row: Any) -> Any:  # noqa: ANN401 - a row of any kind
        if row.ref not in self.words:
            return row
        return replace(row, path=_path(row.ref), **{name: REMOVED for name in _WORDS if getattr(row, name, "")})


def repeated(refs: Collection[str], corpus: Corpus, *written: object) -> Withheld:
    """Gather what a document and what people wrote in it repeat of these contributions: titles and quotes."""
    words: dict[str, set[str]] = {ref: set() for ref in refs}
    for ref in refs:
        if title := getattr(corpus.by_ref[ref], "title", ""):
            words[ref] |= {title, title_inside(title), title_inside(title, SHORT_TITLE)}
    for quote in _quotes(written):
        if quote.ref in words:
            words[quote.ref].add(quote.words)
    return Withheld({ref: tuple(sorted(found)) for ref, found in sorted(words.items())})


def _path(ref: str) -> str:
    """Give the permanent address of a contribution, which names none of its words."""
    return f"/contributions/{ref[1:]}"


def _quotes(node: object) -> Iterator[QuoteBlock]:
    """Yield every quote of a tree, those of summaries too."""
    if isinstance(node, QuoteBlock):
        yield node
    elif isinstance(node, tuple):
        for one in node:
            yield from _quotes(one)
    elif is_dataclass(node) and not isinstance(node, type):
        yield from _quotes(tuple(getattr(node, one.name) for one in fields(node)))
