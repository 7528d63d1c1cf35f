"""The topics of one theme as a person rearranges them: read from a chapter, changed one by one, written back."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from synthesis.composer.document import (
    Block,
    Claim,
    Confidence,
    Paragraph,
    QuoteBlock,
    Section,
    TopicBlock,
    claims_of,
)
from synthesis.composer.wording import Wording, printed

UNGROUPED, NO_TOPICS, SIZE = "topic.ungrouped", "theme.no_topics", "topic.size"
_OF_ITS_TEXTS = ("named", "named_by", "stability")
_NUMBER = re.compile(r"^\S+ \d+\s?: ")


@dataclass(frozen=True)
class Held:
    """A topic on the shelf: as it was computed, and as it stands.

    `joined` names what was merged into it, `chosen` the quotes a person put there.
    """

    block: TopicBlock
    name: str
    refs: tuple[str, ...]
    placed: tuple[str, ...]
    quotes: tuple[QuoteBlock, ...]
    joined: tuple[str, ...] = ()
    chosen: tuple[QuoteBlock, ...] = ()
    is_new: bool = False

    @property
    def key(self) -> str:
        """Name this topic in an address and in a change."""
        return self.block.id

    @property
    def solidity(self) -> Confidence:
        """Say how well the topic held when it was computed; one whose texts a person chose was never tried."""
        claim = self.block.claim
        return claim.confidence if self.refs == claim.evidence and not self.is_new else Confidence.EXACT

    @property
    def is_to_read(self) -> bool:
        """Say whether a person must read it before they sign: nobody named it, or its frontiers are unsure."""
        computed = not self.is_new and self.block.claim.template == SIZE
        return computed and (self.name == name_of(self.block) or self.solidity is Confidence.FRAGILE)

    @property
    def is_changed(self) -> bool:
        """Say whether a person changed anything but its rank."""
        same = (self.refs, self.quotes, self.name) == (
            self.block.claim.evidence,
            self.block.quotes,
            name_of(self.block),
        )
        return self.is_new or not same


@dataclass(frozen=True)
class Shelf:
    """The topics of one theme in reading order, and the texts none of them gathers."""

    topics: tuple[Held, ...] = ()
    ungrouped: tuple[str, ...] = ()

    @property
    def everything(self) -> frozenset[str]:
        """Give every text of the theme: no change ever takes one away."""
        return frozenset(self.ungrouped).union(*(topic.refs for topic in self.topics))

    def at(self, index: int, topic: Held) -> "Shelf":
        """Give this shelf with another topic in one place."""
        return replace(self, topics=(*self.topics[:index], topic, *self.topics[index + 1 :]))

    def settled(self) -> "Shelf":
        """Drop emptied topics, and set what no topic gathers among the ungrouped."""
        kept = tuple(topic for topic in self.topics if topic.refs)
        gathered = {ref for topic in kept for ref in topic.refs}
        return Shelf(kept, without(in_order(self.everything), gathered))


def name_of(block: TopicBlock) -> str:
    """Give the name of a topic without its number."""
    return _NUMBER.sub("", block.title)


def without(refs: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    """Give references in their order, some taken away."""
    left = frozenset(gone)
    return tuple(ref for ref in refs if ref not in left)


def in_order(refs: Iterable[str]) -> tuple[str, ...]:
    """Sort references as the annex does: proposals first, then by number."""
    return tuple(sorted(set(refs), key=lambda ref: (ref[0] != "P", ref[0], int(ref[1:]))))


# --- reading a chapter, and writing it back ---------------------------------------------


def part_of(chapter: Section) -> Section | None:
    """Find the part of a chapter that holds its topics, or the sentence that says there are none."""
    return next((part for part in chapter.walk() if any(map(_is_shelved, part.blocks))), None)


def read(chapter: Section) -> Shelf:
    """Read the topics of a chapter and the texts they leave out."""
    part = part_of(chapter)
    if part is None:
        return Shelf()
    topics = tuple(
        Held(block, name_of(block), block.claim.evidence, block.placed, block.quotes)
        for block in part.blocks
        if isinstance(block, TopicBlock)
    )
    left = [claim for block in part.blocks for claim in _left_out(block)]
    return Shelf(topics, tuple(ref for claim in left for ref in claim.evidence))


def write(chapter: Section, shelf: Shelf, say: Wording) -> Section:
    """Put a shelf back in its chapter; what stands around the topics stays."""
    part = part_of(chapter)
    if part is None or shelf == read(chapter):
        return chapter
    topics = [_block(topic, rank, say) for rank, topic in enumerate(shelf.topics, start=1)]
    around = [block for block in part.blocks if not _is_shelved(block)]
    left = [_ungrouped(chapter, shelf.ungrouped, say)] if shelf.ungrouped else []
    return _with_part(chapter, replace(part, blocks=(*topics, *left, *around)))


def _with_part(section: Section, part: Section) -> Section:
    if section.id == part.id:
        return part
    return replace(section, sections=tuple(_with_part(child, part) for child in section.sections))


def _is_shelved(block: Block) -> bool:
    return isinstance(block, TopicBlock) or bool(_left_out(block))


def _left_out(block: Block) -> list[Claim]:
    shelved = isinstance(block, Paragraph) and len(block.claims) == 1
    return [claim for claim in claims_of(block) if shelved and claim.template in {UNGROUPED, NO_TOPICS}]


def _block(topic: Held, rank: int, say: Wording) -> TopicBlock:
    title = say.gettext("Sujet %(rank)s : %(label)s", rank=str(rank), label=topic.name)
    if not topic.is_changed:
        return replace(topic.block, title=title)
    label = topic.block.label if topic.name == name_of(topic.block) else (topic.name,)
    parts = topic.block.parts if topic.refs == topic.block.claim.evidence else ()
    block = replace(topic.block, title=title, claim=_sized(topic, say), label=label, parts=parts)
    return replace(block, quotes=topic.quotes, placed=topic.placed)


def _sized(topic: Held, say: Wording) -> Claim:
    """Write the size of a topic again; once its texts were chosen by hand, it is no longer an estimate."""
    claim = topic.block.claim
    shown, rest = printed(say, topic.refs)
    outdated = {"gathered"} if topic.refs == claim.evidence else {"gathered", *_OF_ITS_TEXTS}
    counted = tuple((name, value) for name, value in claim.parameters if name not in outdated)
    return replace(
        claim,
        text=_size(topic, say),
        evidence=topic.refs,
        shown=shown,
        rest=rest,
        parameters=(("gathered", str(len(topic.refs))), *counted),
        confidence=topic.solidity,
    )


def _size(topic: Held, say: Wording) -> str:
    how = say.gettext("modifié par le secrétariat : %(how)s", how=say.enumeration(_done(topic, say)))
    held = _held(topic, say)
    return say.ngettext(
        "%(num)s contribution réunie ici ; %(said)s.",
        "%(num)s contributions réunies ici ; %(said)s.",
        len(topic.refs),
        said=f"{held}\u202f; {how}" if held else how,
    )


def _held(topic: Held, say: Wording) -> str:
    """Say how well a computed group held, as long as it gathers the same texts."""
    claim = topic.block.claim
    if topic.refs != claim.evidence or "stability" not in dict(claim.parameters):
        return ""
    is_solid = claim.confidence is Confidence.SOLID
    return say.gettext("regroupement solide") if is_solid else say.gettext("regroupement fragile")


def _done(topic: Held, say: Wording) -> Sequence[str]:
    """List in words what a person did to a topic."""
    if topic.is_new:
        return [say.gettext("sujet formé par le secrétariat")]
    found = [say.gettext("renommé")] if topic.name != name_of(topic.block) else []
    found += [say.gettext("réuni avec « %(name)s »", name=name) for name in topic.joined]
    found += _gathered_anew(topic, say)
    return [*found, *_quoted_anew(topic, say)]


def _quoted_anew(topic: Held, say: Wording) -> Sequence[str]:
    """Say whether a person chose the words shown, and count the quotes that left with their text."""
    found = [say.gettext("citations choisies")] if any(one in topic.quotes for one in topic.chosen) else []
    gone = sum(quote.ref not in topic.refs for quote in topic.block.quotes)
    if gone:
        found.append(
            say.ngettext(
                "%(num)s citation partie avec son texte", "%(num)s citations parties avec leur texte", gone
            )
        )
    return found


def _gathered_anew(topic: Held, say: Wording) -> Sequence[str]:
    """Count the texts that came and went; those that came with a whole topic are told with it."""
    before, after = set(topic.block.claim.evidence), set(topic.refs)
    added, gone = len(after - before), len(before - after)
    found = []
    if added and not topic.joined:
        found.append(say.ngettext("%(num)s contribution ajoutée", "%(num)s contributions ajoutées", added))
    if gone:
        found.append(say.ngettext("%(num)s contribution ôtée", "%(num)s contributions ôtées", gone))
    return found


def _ungrouped(chapter: Section, refs: tuple[str, ...], say: Wording) -> Paragraph:
    text = say.ngettext(
        "Non regroupées : %(num)s contribution ne rejoint aucun sujet ; l’annexe la donne.",
        "Non regroupées : %(num)s contributions ne rejoignent aucun sujet ; l’annexe les donne.",
        len(refs),
    )
    shown, rest = printed(say, refs)
    return Paragraph(
        (
            Claim(
                id=f"{UNGROUPED}.{chapter.id}",
                template=UNGROUPED,
                text=text,
                parameters=(("ungrouped", str(len(refs))),),
                evidence=refs,
                shown=shown,
                rest=rest,
                rest_at=f"annexe-{chapter.id}",
            ),
        )
    )
