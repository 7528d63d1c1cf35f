"""Apply a person's changes to a document, in the order they were made: pure, and the same result every time.

What a change cannot find any more is left out and named, with the reason; no text ever leaves its theme.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from synthesis.composer.changes import Anchor, Change, ChangeKind, Lapse, matching
from synthesis.composer.document import AnnexEntry, Block, Claim, Document, QuoteBlock, Section, Table, TopicBlock
from synthesis.composer.fragile import recounted
from synthesis.composer.shelf import SIZE, Held, Shelf, in_order, name_of, read, without, write
from synthesis.composer.wording import Wording

_SUBJECTS = 2
_CHAPTER_NUMBER = re.compile(r"^\d+\. ")


class _LapsedError(Exception):
    """A change that finds no place; its words say why."""


def rearrange(document: Document, changes: Sequence[Change], say: Wording) -> tuple[Document, tuple[Lapse, ...]]:
    """Apply changes to the chapters a document holds; those of chapters it lacks are left alone, not lapsed."""
    lapses: list[Lapse] = []
    chapters: dict[str, Section] = {}
    shelves: dict[str, tuple[Shelf, Shelf]] = {}
    for chapter in document.sections:
        own = [change for change in changes if change.chapter == chapter.id and change.kind in _DO]
        if own:
            before = read(chapter)
            after = _applied(before, own, say, lapses)
            if after == before:
                continue
            shelves[chapter.id] = before, after
            chapters[chapter.id] = write(chapter, after, say)
    sections = (chapters.get(section.id, section) for section in document.sections)
    followed = tuple(
        recounted(_follow(section, chapters, shelves, say), shelves.values(), say) for section in sections
    )
    return replace(document, sections=followed), tuple(lapses)


def shelf_after(chapter: Section, changes: Sequence[Change], say: Wording) -> Shelf:
    """Give the topics of one chapter as they stand after its changes."""
    own = [change for change in changes if change.chapter == chapter.id and change.kind in _DO]
    return _applied(read(chapter), own, say, [])


def _applied(shelf: Shelf, changes: Sequence[Change], say: Wording, lapses: list[Lapse]) -> Shelf:
    for change in changes:
        try:
            shelf = _DO[change.kind](shelf, change, say).settled()
        except _LapsedError as why:
            lapses.append(Lapse(change.id, str(why)))
    return shelf


# --- one change -------------------------------------------------------------------------


def _found(shelf: Shelf, anchor: Anchor, say: Wording) -> int:
    index = matching(anchor, [(topic.key, topic.refs) for topic in shelf.topics])
    if index is None:
        reason = say.gettext("le sujet « %(name)s » n’existe plus dans ce calcul", name=anchor.name)
        raise _LapsedError(reason)
    return index


def _named(shelf: Shelf, change: Change, say: Wording) -> Shelf:
    index = _found(shelf, change.topic, say)
    return shelf.at(index, replace(shelf.topics[index], name=change.name))


def _merged(shelf: Shelf, change: Change, say: Wording) -> Shelf:
    index, into = _found(shelf, change.topic, say), _found(shelf, change.into, say)
    if index == into:
        raise _LapsedError(say.gettext("les deux sujets n’en font plus qu’un dans ce calcul"))
    gone, kept = shelf.topics[index], shelf.topics[into]
    joined = replace(
        kept,
        refs=in_order((*kept.refs, *gone.refs)),
        placed=in_order((*kept.placed, *gone.placed)),
        quotes=(*kept.quotes, *(quote for quote in gone.quotes if quote not in kept.quotes)),
        joined=(*kept.joined, *gone.joined, gone.name),
        chosen=(*kept.chosen, *gone.chosen),
    )
    whole = shelf.at(into, joined)
    return replace(whole, topics=(*whole.topics[:index], *whole.topics[index + 1 :]))


def _split(shelf: Shelf, change: Change, say: Wording) -> Shelf:
    refs = _present(shelf, change, say)
    left = _taken(shelf, _source(shelf, change, say), refs)
    claim = Claim(id=f"{SIZE}.{change.id}", template=SIZE, text="")
    block = TopicBlock(id=f"topic-{change.id}", title=change.name, claim=claim, quotes=())
    quotes = tuple(quote for topic in shelf.topics for quote in topic.quotes if quote.ref in refs)
    formed = Held(block, change.name, refs, without(refs, _homes(left)), tuple(dict.fromkeys(quotes)), is_new=True)
    return replace(left, topics=(*left.topics, formed))


def _moved(shelf: Shelf, change: Change, say: Wording) -> Shelf:
    refs = _present(shelf, change, say)
    left = _taken(shelf, _source(shelf, change, say), refs)
    if not change.into.key:
        return left
    index = _found(shelf, change.into, say)
    target = left.topics[index]
    placed = in_order((*target.placed, *without(refs, _homes(left))))
    return left.at(index, replace(target, refs=in_order((*target.refs, *refs)), placed=placed))


def _ranked(shelf: Shelf, change: Change, say: Wording) -> Shelf:
    index = _found(shelf, change.topic, say)
    others = (*shelf.topics[:index], *shelf.topics[index + 1 :])
    to = max(0, change.position - 1)
    return replace(shelf, topics=(*others[:to], shelf.topics[index], *others[to:]))


def _quoted(shelf: Shelf, change: Change, say: Wording) -> Shelf:
    index = _found(shelf, change.topic, say)
    topic, quote = shelf.topics[index], change.quote
    if quote is None or quote.ref not in topic.refs:
        raise _LapsedError(say.gettext("la contribution citée n’est plus dans ce sujet"))
    quotes = _with_quote(topic.quotes, quote, change.instead)
    return shelf.at(index, replace(topic, quotes=quotes, chosen=(*topic.chosen, quote)))


def _with_quote(quotes: tuple[QuoteBlock, ...], quote: QuoteBlock, instead: str) -> tuple[QuoteBlock, ...]:
    """Put a quote first, or in the place of the one it replaces."""
    others = [one for one in quotes if one != quote]
    names = [span_of(one) for one in others]
    if instead in names:
        others[names.index(instead)] = quote
        return tuple(others)
    return (quote, *others)


def span_of(quote: QuoteBlock) -> str:
    """Name the words a quote shows."""
    return f"{quote.ref}:{quote.start}-{quote.end}"


def _present(shelf: Shelf, change: Change, say: Wording) -> tuple[str, ...]:
    known = shelf.everything
    refs = in_order(ref for ref in change.refs if ref in known)
    if not refs:
        raise _LapsedError(say.gettext("ces contributions ne sont plus publiées dans ce thème"))
    return refs


def _source(shelf: Shelf, change: Change, say: Wording) -> int | None:
    """Find the topic texts are taken from; None takes them from every topic."""
    return _found(shelf, change.topic, say) if change.topic.key else None


def _taken(shelf: Shelf, source: int | None, refs: Sequence[str]) -> Shelf:
    """Take texts away from one topic or from all, with their quotes; emptied topics stay for now."""
    for index, topic in enumerate(shelf.topics):
        if source in {None, index}:
            quotes = tuple(quote for quote in topic.quotes if quote.ref not in refs)
            refs_left, placed_left = without(topic.refs, refs), without(topic.placed, refs)
            shelf = shelf.at(index, replace(topic, refs=refs_left, placed=placed_left, quotes=quotes))
    return replace(shelf, ungrouped=in_order((*shelf.ungrouped, *refs)))


def _homes(shelf: Shelf) -> frozenset[str]:
    return frozenset(ref for topic in shelf.topics for ref in topic.placed)


_DO: Mapping[ChangeKind, Callable[[Shelf, Change, Wording], Shelf]] = {
    ChangeKind.NAME: _named,
    ChangeKind.MERGE: _merged,
    ChangeKind.SPLIT: _split,
    ChangeKind.MOVE: _moved,
    ChangeKind.RANK: _ranked,
    ChangeKind.QUOTE: _quoted,
}


# --- what follows elsewhere in the document ---------------------------------------------


def _follow(
    section: Section, chapters: Mapping[str, Section], shelves: Mapping[str, tuple[Shelf, Shelf]], say: Wording
) -> Section:
    """Give the annex its new places, and the table of themes its new names."""
    if not shelves:
        return section
    after = next((found for key, (_, found) in shelves.items() if section.id == f"annexe-{key}"), None)
    blocks = section.blocks
    if after is not None:
        blocks = tuple(_placed(block, _places(after, say), say) for block in blocks)
    subjects = {
        _CHAPTER_NUMBER.sub("", chapters[key].title): (_subjects(before), _subjects(now))
        for key, (before, now) in shelves.items()
    }
    return replace(
        section,
        blocks=tuple(_renamed(block, subjects) for block in blocks),
        sections=tuple(_follow(child, chapters, shelves, say) for child in section.sections),
    )


def _places(shelf: Shelf, say: Wording) -> dict[str, str]:
    return {
        ref: say.gettext("sujet %(rank)s : %(name)s", rank=str(rank), name=topic.name)
        for rank, topic in enumerate(shelf.topics, start=1)
        for ref in topic.placed
    }


def _placed(block: Block, places: Mapping[str, str], say: Wording) -> Block:
    if not isinstance(block, AnnexEntry):
        return block
    nowhere = say.gettext("non regroupée")
    replies = tuple(replace(reply, place=places.get(reply.ref, nowhere)) for reply in block.replies)
    return replace(block, place=places.get(block.ref, nowhere), replies=replies)


def _subjects(shelf: Shelf) -> str:
    names = [
        topic.block.label[0] if topic.block.label and topic.name == name_of(topic.block) else topic.name
        for topic in shelf.topics
    ]
    return ", ".join(names[:_SUBJECTS])


def _renamed(block: Block, subjects: Mapping[str, tuple[str, str]]) -> Block:
    if not isinstance(block, Table) or block.id != "table-themes":
        return block
    rows = []
    for row in block.rows:
        before, after = subjects.get(row[0], ("", ""))
        rows.append((*row[:-1], after or "–") if row[-1] == (before or "–") and row[0] in subjects else row)
    return replace(block, rows=tuple(rows))
