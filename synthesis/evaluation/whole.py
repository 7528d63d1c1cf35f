"""Measure a whole synthesis: everything placed, quotes and numbers exact, the same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from threadpoolctl import threadpool_limits

from consult.kit.measures import Measures
from contributions.imports.republique_numerique import RepubliqueNumerique
from contributions.imports.rows import Brought, BroughtProposal, BroughtText
from contributions.models import Position as Side
from synthesis import dossier
from synthesis.analysis.corpus import ArgumentRow, Corpus, ProposalRow, SourceRow, ThemeRow
from synthesis.analysis.facts import Channel, ConsultationFacts, Position, VoteTotals
from synthesis.analysis.figures import count_figures
from synthesis.analysis.vectors import Vectors
from synthesis.composer.document import (
    AnnexEntry,
    Block,
    Document,
    ProposalBlock,
    QuoteBlock,
    TopicBlock,
    quotes_of,
)
from synthesis.evaluation.sets import merge
from synthesis.vectors import encoder

FOLDER = "republique-numerique-2015"


def measure(folder: Path) -> Measures:
    """Build the synthesis of a consultation twice, and measure it."""
    corpus = corpus_of(RepubliqueNumerique(folder).read(lambda: None))
    measures: Measures = {}
    with threadpool_limits(2):
        vectors = vectors_of(corpus)
    merge(measures, FOLDER, figures_of(corpus, vectors))
    return measures


def vectors_of(corpus: Corpus) -> Vectors | None:
    """Return the vectors of a corpus, where the model is installed."""
    if not encoder.is_installed():
        return None
    return Vectors(encoder.model_name(), {row.ref: encoder.vectors_of(row) for row in corpus.contributions})


def figures_of(corpus: Corpus, vectors: Vectors | None = None) -> dict[str, float]:
    """Return the shares that must all be one, and how well topics are named."""
    with threadpool_limits(2):
        made = dossier.build(corpus, vectors=vectors)
    with threadpool_limits(1):
        again = dossier.build(reversed_rows(corpus), vectors=vectors)
    return {
        "placed": placed(corpus, made.document),
        "quotes_exact": quotes_exact(corpus, made.document),
        "numbers_exact": numbers_exact(corpus, made.document),
        **names_of(made.document),
        "same_bytes": float(made.file("json") == again.file("json") and made.file("html") == again.file("html")),
    }


def placed(corpus: Corpus, document: Document) -> float:
    """Return the share of published contributions that stand once, and once only, in the annex."""
    entries = [block for block in _blocks(document) if isinstance(block, AnnexEntry)]
    refs = [ref for entry in entries for ref in (entry.ref, *(reply.ref for reply in entry.replies))]
    return sum(refs.count(row.ref) == 1 for row in corpus.contributions) / (len(corpus.contributions) or 1)


def quotes_exact(corpus: Corpus, document: Document) -> float:
    """Return the share of quotes that are, letter for letter, what their author wrote there."""
    quotes = [quote for block in _blocks(document) for quote in _quotes(block)]
    exact = sum(corpus.by_ref[one.ref].text[one.start : one.end] == one.words for one in quotes)
    return exact / (len(quotes) or 1)


def numbers_exact(corpus: Corpus, document: Document) -> float:
    """Return the share of printed figures equal to their query, counted again."""
    counted = count_figures(corpus).values
    printed = [(name, value) for claim in document.claims() for name, value in claim.parameters if name in counted]
    return sum(str(counted[name]) == value for name, value in printed) / (len(printed) or 1)


def names_of(document: Document) -> dict[str, float]:
    """Return the share of topics that have a name, and of those whose name tells of half of their texts."""
    sized = [dict(one.claim.parameters) for one in _blocks(document) if isinstance(one, TopicBlock)]
    named = [one for one in sized if one["named_by"] != "nothing"]
    telling = [one for one in named if 2 * int(one["named"]) >= int(one["gathered"])]
    return {"topics_named": len(named) / (len(sized) or 1), "names_telling": len(telling) / (len(sized) or 1)}


def reversed_rows(corpus: Corpus) -> Corpus:
    """Return the same corpus given the other way round."""
    rows = {
        name: getattr(corpus, name)[::-1] for name in ("themes", "proposals", "arguments", "comments", "sources")
    }
    return replace(corpus, **rows)


def _blocks(document: Document) -> Iterator[Block]:
    for section in document.walk():
        yield from section.blocks


def _summary(block: ProposalBlock | AnnexEntry) -> tuple[QuoteBlock, ...]:
    return () if block.summary is None else (block.summary,)


def _quotes(block: Block) -> tuple[QuoteBlock, ...]:
    if isinstance(block, ProposalBlock | AnnexEntry):
        return (*_summary(block), *quotes_of(block))
    return (block,) if isinstance(block, QuoteBlock) else quotes_of(block)


# --- a consultation read from its files, numbered in their order ------------------------


def corpus_of(brought: Brought) -> Corpus:
    """Return a consultation held elsewhere as the analysis reads one, without a database."""
    authors = {author.key: number for number, author in enumerate(brought.authors, start=1)}
    themes = {theme.slug: number for number, theme in enumerate(brought.themes, start=1)}
    numbers = {row.key: number for number, row in enumerate(brought.proposals, start=1)}
    moments = sorted(row.written_at for row in (*brought.proposals, *brought.arguments, *brought.sources))
    return Corpus(
        moments[-1],
        _facts(brought, moments[0], moments[-1]),
        tuple(
            ThemeRow(themes[theme.slug], theme.slug, theme.title, themes[theme.slug]) for theme in brought.themes
        ),
        tuple(_proposal(row, numbers[row.key], themes, authors) for row in brought.proposals),
        tuple(
            ArgumentRow(
                number,
                numbers[row.proposal],
                Position.FOR if row.position is Side.FOR else Position.AGAINST,
                **_common(row, authors),
                supports=row.supports or 0,
            )
            for number, row in enumerate(brought.arguments, start=1)
        ),
        sources=tuple(
            SourceRow(number, numbers[row.proposal], row.label, row.link, **_common(row, authors))
            for number, row in enumerate(brought.sources, start=1)
        ),
    )


def _facts(brought: Brought, opened: datetime, closed: datetime) -> ConsultationFacts:
    frame = brought.frame
    return ConsultationFacts(
        frame.origin, frame.title, frame.question, frame.organiser, "France", opened, closed, imported=True
    )


def _proposal(row: BroughtProposal, number: int, themes: dict[str, int], authors: dict[str, int]) -> ProposalRow:
    return ProposalRow(
        id=number,
        theme_id=themes[row.theme],
        title=row.title,
        source=row.text,
        author_kind="",
        territory_code="",
        territory_name="",
        imported_votes=VoteTotals(*row.votes),
        marked=row.marked,
        **_common(row, authors),
    )


class _Common(TypedDict):
    text: str
    author: int
    channel: Channel
    published_at: datetime
    path: str


def _common(row: BroughtText, authors: dict[str, int]) -> _Common:
    return {
        "text": row.text,
        "author": authors[row.author],
        "channel": Channel.ONLINE,
        "published_at": row.written_at,
        "path": f"/{row.key}",
    }
