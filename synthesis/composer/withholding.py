"""Take out of a synthesis the words of contributions that nobody may read any more, and nothing else.

A published synthesis is frozen: its counts stay, and so does the place of each contribution. Only words leave.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from synthesis.analysis.corpus import Contribution, Corpus
from synthesis.composer.document import AnnexEntry, AnnexReply, ProposalBlock, QuoteBlock
from synthesis.composer.quoting import SHORT_TITLE, inside, opening, title_inside

Node = TypeVar("Node")
REMOVED = "[mots retirés]"
"""What stands for words nobody may read any more; an ordinary cut has a sign of its own."""
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
    """Contributions nobody reads any more in the same words, by reference, and what a synthesis repeats of each.

    `words` gives for each of these passages what stands in its place; `rows` the fields of those of which only
    some words are masked, as everyone reads them now; `day` when words last left, `was_public` whether the
    synthesis was published then.
    """

    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    day: str = ""
    was_public: bool = False

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
            return cast("Node", _with_words(replace(node, **(kept | self._emptied(node)))))
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
        return path if ref in self.rows else path | _EMPTIED.get(type(node), {})

    def _text(self, text: str) -> str:
        for span, instead in self._spans:
            if text == span:
                return instead
            text = text.replace(f"«\u00a0{span}\u00a0»", f"«\u00a0{instead}\u00a0»")
            text = text.replace(span, instead) if len(span) >= LONG_ENOUGH else text
        return text

    @cached_property
    def _spans(self) -> list[tuple[str, str]]:
        """List the words and what stands for each, the longest first: they may hold shorter ones."""
        own = {pair for spans in self.words.values() for pair in spans.items()}
        both = own | {(inside(span), inside(instead)) for span, instead in own}
        return sorted(both, key=lambda pair: (-len(pair[0]), pair))

    def _row(self, row: Any) -> Any:  # noqa: ANN401 - a row of any kind
        if row.ref not in self.words:
            return row
        now = self.rows.get(row.ref) or {name: REMOVED for name in _WORDS if getattr(row, name, "")}
        return replace(row, path=_path(row.ref), **now)


def repeated(
    refs: Collection[str],
    corpus: Corpus,
    *written: object,
    masked: Mapping[str, Contribution] | None = None,
    mask: str = "",
) -> Withheld:
    """Gather what a document and what people wrote in it repeat of these contributions: titles, quotes, openings.

    `masked` gives, of those still public, the rows as they are read now, `mask` standing for the words that left.
    """
    now = masked or {}
    words: dict[str, dict[str, str]] = {ref: _titles(corpus.by_ref[ref], now.get(ref)) for ref in sorted(refs)}
    for ref in words.keys() & now.keys():
        for name in ("title", "text"):
            words[ref][opening(getattr(corpus.by_ref[ref], name, ""))] = opening(getattr(now[ref], name, ""))
    for quote in _quotes(written):
        if quote.ref in words:
            words[quote.ref][quote.words] = _quoted_now(quote, corpus, now.get(quote.ref), mask)
    rows = {ref: {name: getattr(row, name) for name in _WORDS if hasattr(row, name)} for ref, row in now.items()}
    return Withheld({ref: _changed(found) for ref, found in words.items()}, dict(sorted(rows.items())))


def _changed(words: Mapping[str, str]) -> dict[str, str]:
    return {span: instead for span, instead in sorted(words.items()) if span != instead}


def _titles(row: Contribution, now: Contribution | None) -> dict[str, str]:
    """Give the forms of a title that a synthesis prints, with what stands for each."""
    title, after = getattr(row, "title", ""), getattr(now, "title", "")
    if not title or title == after:
        return {}
    return {
        title: after or REMOVED,
        title_inside(title): title_inside(after) or REMOVED,
        title_inside(title, SHORT_TITLE): title_inside(after, SHORT_TITLE) or REMOVED,
    }


def _quoted_now(quote: QuoteBlock, corpus: Corpus, now: Contribution | None, mask: str) -> str:
    """Give the words of a quote as they are read now; a quote nothing is left of is withheld whole."""
    if now is None:
        return REMOVED
    found = masked_between(corpus.by_ref[quote.ref].text, now.text, mask, quote.start, quote.end)
    return found if any(letter.isalnum() for letter in found.replace(mask, "")) else REMOVED


def masked_between(before: str, after: str, mask: str, start: int, end: int) -> str:
    """Give `before[start:end]` with what is masked in `after` masked; nothing when one does not come of the other.

    Whatever is given stands in `after`, so that no masked word comes back.
    """
    found, position = "", 0
    for place, kept in enumerate(after.split(mask)):
        at = before.find(kept, position) if place < after.count(mask) else len(before) - len(kept)
        if at < position or not before.startswith(kept, at):
            return ""
        found += mask if place and position < end and at > start else ""
        found += before[max(at, start) : max(start, min(at + len(kept), end))]
        position = at + len(kept)
    return found


def _with_words(node: Any) -> Any:  # noqa: ANN401 - a node of any kind
    """Leave out the quotes nothing is left of, where another one stands beside them."""
    quotes = getattr(node, "quotes", ())
    left = tuple(quote for quote in quotes if quote.words != REMOVED)
    if left and left != quotes:
        return replace(node, quotes=left)
    summary = getattr(node, "summary", None)
    return replace(node, summary=None) if summary and summary.words == REMOVED else node


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
