"""The document: a tree of frozen nodes that every format writes in its own way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from synthesis.analysis.facts import VoteTotals
from synthesis.analysis.figures import Figure
from synthesis.composer.quoting import inside

_EMPTY_LINE = re.compile(r"\s*\n\s*\n\s*")


class Confidence(StrEnum):
    """How sure a claim is: counted, found again by resampling, or not."""

    EXACT = "exact"
    SOLID = "solid"
    FRAGILE = "fragile"


@dataclass(frozen=True)
class Claim:
    """One sentence of the synthesis (affirmation) and what it rests on.

    `computed` keeps the sentence the program wrote when the secretariat wrote another in its place. Print can
    only name a few contributions: `shown` are those, `rest` says where the others are, `rest_at` in which part.
    """

    id: str
    template: str
    text: str
    parameters: tuple[tuple[str, str], ...] = ()
    evidence: tuple[str, ...] = ()
    confidence: Confidence = Confidence.EXACT
    shown: tuple[str, ...] = ()
    rest: str = ""
    rest_at: str = "annexe"
    computed: str | None = None

    @property
    def is_handwritten(self) -> bool:
        """Say whether the secretariat wrote this sentence."""
        return self.computed is not None

    def is_marked_after(self, mark: str) -> bool:
        """Say whether the mark of the secretariat comes after the sentence, which does not hold it already."""
        return self.is_handwritten and f"[{mark}]" not in self.text


@dataclass(frozen=True)
class Link:
    """A contribution named in the text: its reference and the path of its page."""

    ref: str
    path: str


@dataclass(frozen=True)
class Paragraph:
    """Sentences that stand together."""

    claims: tuple[Claim, ...]
    kind: str = "paragraph"


@dataclass(frozen=True)
class Bullets:
    """Sentences one under the other; boxed, they stand apart from the text."""

    claims: tuple[Claim, ...]
    boxed: bool = False
    kind: str = "bullets"


@dataclass(frozen=True)
class Introduction:
    """What the secretariat wrote at the head of a section."""

    text: str
    kind: str = "introduction"

    @property
    def paragraphs(self) -> list[str]:
        """Cut the text where a line was left empty."""
        return _EMPTY_LINE.split(self.text)


@dataclass(frozen=True)
class KeyFigure:
    """A number and the noun it counts."""

    value: str
    label: str
    figure: str


@dataclass(frozen=True)
class KeyFigures:
    """The few numbers that open the synthesis."""

    items: tuple[KeyFigure, ...]
    kind: str = "key_figures"


@dataclass(frozen=True)
class QuoteBlock:
    """Words of a contribution, exactly, and who says them when and how."""

    ref: str
    path: str
    start: int
    end: int
    words: str
    attribution: str
    kind: str = "quote"

    @property
    def quoted(self) -> str:
        """Give the words as they stand between quotation marks."""
        return inside(self.words)


@dataclass(frozen=True)
class Side:
    """What is said on one side of a proposal."""

    heading: str
    quotes: tuple[QuoteBlock, ...]


@dataclass(frozen=True)
class Bar:
    """One position of a vote: its label, its number and share as written, and its width between 0 and 1."""

    position: str
    label: str
    count: str
    share: str
    width: float


@dataclass(frozen=True)
class ProposalBlock:
    """A proposal in full view: its votes as bars, what was said for it and against it.

    `summary` is the sentence of its own that says most of it; a short one has none.
    """

    ref: str
    path: str
    title: str
    claim: Claim
    votes: VoteTotals
    bars: tuple[Bar, ...]
    bars_description: str
    sides: tuple[Side, ...] = ()
    summary: QuoteBlock | None = None
    kind: str = "proposal"


@dataclass(frozen=True)
class TopicBlock:
    """A topic: its name, the sentence that sizes it, and its own quotes.

    The claim's evidence is every contribution that speaks of it; `placed` are those the annex puts under it;
    `parts` say what narrower groups a large one holds.
    """

    id: str
    title: str
    claim: Claim
    quotes: tuple[QuoteBlock, ...]
    label: tuple[str, ...] = ()
    placed: tuple[str, ...] = ()
    parts: tuple[Claim, ...] = ()
    kind: str = "topic"


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first column names the row, numeric columns are set right."""

    id: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    kind: str = "table"


@dataclass(frozen=True)
class AnnexReply:
    """An argument, comment or source in the annex, under its proposal."""

    ref: str
    path: str
    nature: str
    opening: str
    is_cut: bool
    place: str

    @property
    def quoted(self) -> str:
        """Give the first words as they stand between quotation marks."""
        return inside(self.opening)

    @property
    def first_words(self) -> str:
        """Give the first words where nothing else says that they are cut."""
        return f"{self.opening}…" if self.is_cut else self.opening


@dataclass(frozen=True)
class AnnexEntry:
    """A proposal in the annex, its sentence that says most of it, and everything that was published under it."""

    ref: str
    path: str
    title: str
    facts: str
    place: str
    replies: tuple[AnnexReply, ...]
    summary: QuoteBlock | None = None
    kind: str = "annex_entry"


Block = (
    Paragraph | Bullets | Introduction | KeyFigures | QuoteBlock | ProposalBlock | TopicBlock | Table | AnnexEntry
)


@dataclass(frozen=True)
class Section:
    """A part of the synthesis (partie): what it says, then its own parts."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

    def walk(self) -> Iterator["Section"]:
        """Yield this section and every one below it, in reading order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True)
class Document:
    """The whole synthesis, ready to be written."""

    title: str
    subtitle: str
    dateline: str
    organiser: str
    language: str
    notice: str
    taken_at: datetime
    snapshot: str
    sections: tuple[Section, ...]
    labels: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...] = ()
    orphan_edits: tuple[str, ...] = ()

    def walk(self) -> Iterator[Section]:
        """Yield every section in reading order."""
        for section in self.sections:
            yield from section.walk()

    def claims(self) -> Iterator[Claim]:
        """Yield every claim in reading order."""
        for section in self.walk():
            for block in section.blocks:
                yield from claims_of(block)

    def paths(self) -> Iterator[Link]:
        """Yield the path of every contribution, from the annex, which holds them all."""
        for section in self.walk():
            for block in section.blocks:
                if isinstance(block, AnnexEntry):
                    yield Link(block.ref, block.path)
                    yield from (Link(reply.ref, reply.path) for reply in block.replies)

    def label(self, name: str) -> str:
        """Give a word the formats print around the text."""
        return dict(self.labels)[name]

    def says(self, name: str) -> bool:
        """Say whether a word is there for what it announces: a short document has no table of contents."""
        return name in dict(self.labels)


def claims_of(block: Block) -> tuple[Claim, ...]:
    """List the claims a block holds."""
    if isinstance(block, Paragraph | Bullets):
        return block.claims
    if isinstance(block, TopicBlock):
        return (block.claim, *block.parts)
    return (block.claim,) if isinstance(block, ProposalBlock) else ()


def quotes_of(block: Block) -> tuple[QuoteBlock, ...]:
    """List the quotes a topic or the sides of a proposal show."""
    if isinstance(block, TopicBlock):
        return block.quotes
    if isinstance(block, ProposalBlock):
        return tuple(quote for side in block.sides for quote in side.quotes)
    return ()
