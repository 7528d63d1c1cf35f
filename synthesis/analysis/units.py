"""Idea units: the sentences of contributions, with the words they are compared by."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from consult.kit.text.sentences import Sentence, split
from synthesis.analysis.corpus import Contribution, ProposalRow, SourceRow
from synthesis.analysis.words import Token, tokens

FEWEST_WORDS = 3


@dataclass(frozen=True)
class Unit:
    """One sentence of one contribution: `text[start:end]`; a title has start and end at zero."""

    ref: str
    start: int
    end: int
    words: str
    tokens: tuple[Token, ...]


@lru_cache(maxsize=4096)
def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Cut a text, and remember the last ones: its units, its summary and its quotes ask in turn."""
    return tuple(split(text))


def units_of(rows: Iterable[Contribution]) -> list[Unit]:
    """Cut contributions into units that say something, sorted by reference then place.

    A contribution too short to hold one gives its whole text as a unit, so that it can still be placed.
    """
    return list(_cut(tuple(rows)))


@lru_cache(maxsize=2)
def _cut(rows: tuple[Contribution, ...]) -> list[Unit]:
    """Remember the last rows cut: a theme's are asked for by its topics, then by its summaries."""
    found = [unit for row in rows for unit in _units(row)]
    return sorted(found, key=lambda unit: (unit.ref[0] != "P", unit.ref[0], int(unit.ref[1:]), unit.end))


def _units(row: Contribution) -> list[Unit]:
    cut = [
        Unit(row.ref, sentence.start, sentence.end, sentence.words, tuple(tokens(sentence.words)))
        for sentence in sentences_of(row.text)
    ]
    if isinstance(row, ProposalRow | SourceRow):
        cut.insert(0, Unit(row.ref, 0, 0, row.title, tuple(tokens(row.title))))
    long_enough = [unit for unit in cut if len(unit.tokens) >= FEWEST_WORDS]
    if long_enough:
        return long_enough
    whole = tuple(token for unit in cut for token in unit.tokens)
    return [Unit(row.ref, 0, len(row.text), row.text, whole)] if whole else []
