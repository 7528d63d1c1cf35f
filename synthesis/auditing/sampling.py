"""Draw sentences of finished dossiers at random, each with what it says it rests on.

Only what a dossier gives to anyone is read: its sentences, its photograph. Nothing says whether one is right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json import JSONDecodeError, loads
from pathlib import Path

import numpy as np

from synthesis.analysis.codec import typed
from synthesis.analysis.corpus import Contribution, Corpus
from synthesis.analysis.snapshot import CorruptSnapshotError, from_json
from synthesis.composer.document import (
    Block,
    Claim,
    Document,
    ProposalBlock,
    Section,
    Table,
    TopicBlock,
    claims_of,
)
from synthesis.dossier import SNAPSHOT

SENTENCES = "synthese.json"
MOST_TEXTS = 20
"""How many texts are given whole for one sentence: drawn at random where it rests on more."""
_QUERIES = "table-queries"


@dataclass(frozen=True)
class Opened:
    """A dossier read back: its data, its text, and the fingerprint of the file of its data."""

    corpus: Corpus
    document: Document
    fingerprint: str

    @property
    def slug(self) -> str:
        """Name the consultation."""
        return self.corpus.consultation.slug


@dataclass(frozen=True)
class Number:
    """A number behind a sentence: its name, its value, the query that counts it and what this one counts."""

    name: str
    value: str
    query: str
    meaning: str


@dataclass(frozen=True)
class Statement:
    """A sentence to judge: where it stands, what it rests on, and the texts to read."""

    id: str
    dossier: str
    place: tuple[str, ...]
    sentence: str
    numbers: tuple[Number, ...]
    evidence: tuple[str, ...]
    texts: tuple[Contribution, ...]


def open_dossier(folder: Path) -> Opened:
    """Read a folder; raise CorruptSnapshotError or OSError where it is not a dossier with its JSON."""
    try:
        document: Document = typed(Document, loads((folder / SENTENCES).read_bytes())["document"])
    except (JSONDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as fault:
        raise CorruptSnapshotError(f"unreadable {SENTENCES}: {fault}") from fault
    photograph = (folder / SNAPSHOT).read_bytes()
    return Opened(from_json(photograph), document, sha256(photograph).hexdigest())


def draw(dossiers: Sequence[Opened], number: int, seed: int) -> list[Statement]:
    """Draw sentences without replacement, each as likely as any other, in the order they are read."""
    chance = np.random.default_rng(seed)
    known = [(opened, place, claim) for opened in dossiers for place, claim in _sentences(opened.document)]
    chosen = [known[one] for one in sorted(chance.permutation(len(known))[:number])]
    return [_statement(opened, place, claim, chance) for opened, place, claim in chosen]


def _sentences(document: Document) -> Iterator[tuple[tuple[str, ...], Claim]]:
    """Yield every sentence with the headings it stands under."""
    for section in document.sections:
        yield from _under(section, ())


def _under(section: Section, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Claim]]:
    here = (*above, section.title)
    for block in section.blocks:
        for claim in claims_of(block):
            yield (*here, *_heading(block)), claim
    for inner in section.sections:
        yield from _under(inner, here)


def _heading(block: Block) -> tuple[str, ...]:
    """Give the heading a block prints over its sentence."""
    if isinstance(block, ProposalBlock):
        return (f"{block.ref}. {block.title}",)
    return (block.title,) if isinstance(block, TopicBlock) else ()


def _statement(opened: Opened, place: tuple[str, ...], claim: Claim, chance: np.random.Generator) -> Statement:
    kept = claim.evidence
    if len(kept) > MOST_TEXTS:
        kept = tuple(kept[one] for one in sorted(chance.permutation(len(kept))[:MOST_TEXTS]))
    return Statement(
        id=f"{opened.slug}#{claim.id}",
        dossier=opened.slug,
        place=place,
        sentence=claim.text,
        numbers=_numbers(opened.document, claim),
        evidence=claim.evidence,
        texts=tuple(opened.corpus.by_ref[ref] for ref in kept),
    )


def _numbers(document: Document, claim: Claim) -> tuple[Number, ...]:
    query_of = {figure.name: figure.query for figure in document.figures}
    meanings = _meanings(document)
    queries = [(name, value, query_of.get(name, "")) for name, value in claim.parameters]
    return tuple(Number(name, value, query, meanings.get(query, "")) for name, value, query in queries)


def _meanings(document: Document) -> dict[str, str]:
    """Read what each query counts where the dossier says it."""
    tables = (block for section in document.walk() for block in section.blocks if isinstance(block, Table))
    return {row[0]: row[1] for table in tables if table.id == _QUERIES for row in table.rows}
