"""Verbatim quotes: spans that cover the most of what a group of contributions says, one per author.

A quote is chosen for what it covers (greedy facility location on shared words), never because it is popular.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from synthesis.analysis.corpus import Contribution
from synthesis.analysis.graph import tfidf
from synthesis.analysis.sentences import split
from synthesis.analysis.units import Unit
from synthesis.analysis.words import tokens

SHORTEST, LONGEST = 45, 320
_FEWEST_WORDS = 4
_MOST_CANDIDATES = 300
_CAPITALS_PENALTY = 0.5


@dataclass(frozen=True)
class Quote:
    """A span of a contribution: its `text[start:end]`, exactly."""

    ref: str
    start: int
    end: int
    words: str


@dataclass(frozen=True)
class Candidate:
    """A span that may be quoted, with its author and the lemmas it covers."""

    quote: Quote
    author: int
    lemmas: tuple[str, ...]


def quotes_from(rows: Sequence[Contribution], limit: int) -> tuple[Quote, ...]:
    """Choose up to `limit` spans among the sentences of some contributions."""
    found = [
        Candidate(Quote(row.ref, one.start, one.end, one.words), row.author, _lemmas(one.words))
        for row in rows
        for one in split(row.text)
    ]
    return choose(found, limit)


def quotes_from_units(
    units: Sequence[Unit], authors: dict[str, int], limit: int, about: Collection[str] = ()
) -> tuple[Quote, ...]:
    """Choose up to `limit` spans among the sentences a topic gathers, titles left out.

    Spans that hold a word of the topic's name (`about`) are preferred, so that a reader sees why they stand there.
    """
    found = [
        Candidate(
            Quote(unit.ref, unit.start, unit.end, unit.words),
            authors[unit.ref],
            tuple(token.lemma for token in unit.tokens),
        )
        for unit in units
        if unit.end
    ]
    named = {token.lemma for term in about for token in tokens(term)}
    telling = [
        one for one in found if named & set(one.lemmas) and _is_quotable(one) and _is_whole(one.quote.words)
    ]
    return choose(telling if len({one.author for one in telling}) >= limit else found, limit)


def choose(candidates: Sequence[Candidate], limit: int) -> tuple[Quote, ...]:
    """Pick spans one by one, each adding the most to what is already covered, one per author."""
    quotable = [one for one in candidates if _is_quotable(one)]
    fit = _thinned([one for one in quotable if _is_whole(one.quote.words)] or quotable)
    if not fit:
        return ()
    gains = _similarities(fit, candidates)
    covered = np.zeros(gains.shape[1])
    chosen: list[Candidate] = []
    for _ in range(limit):
        authors = {one.author for one in chosen}
        worth = np.maximum(gains - covered, 0).sum(axis=1).round(6)
        worth[[index for index, one in enumerate(fit) if one.author in authors]] = -1
        best = int(worth.argmax())
        if worth[best] < 0:
            break
        chosen.append(fit[best])
        covered = np.maximum(covered, gains[best])
    return tuple(one.quote for one in chosen)


def _similarities(fit: Sequence[Candidate], everything: Sequence[Candidate]) -> NDArray[np.float64]:
    """Say how much of each span every candidate covers; a text in capitals counts for half."""
    every = _thinned(everything)
    matrix = tfidf([one.lemmas for one in (*fit, *every)])
    if not matrix.shape[1]:
        return np.ones((len(fit), len(every)))
    likeness = np.asarray((matrix[: len(fit)] @ matrix[len(fit) :].T).todense()).round(9)
    shouted = [_CAPITALS_PENALTY if one.quote.words.isupper() else 1.0 for one in fit]
    return np.asarray(likeness * np.array(shouted)[:, None], dtype=np.float64)


def _is_quotable(candidate: Candidate) -> bool:
    words = candidate.quote.words
    is_telling = len(set(candidate.lemmas)) >= _FEWEST_WORDS and "http" not in words
    return is_telling and SHORTEST <= len(words) <= LONGEST


def _is_whole(words: str) -> bool:
    """Say whether a span reads as a whole sentence: a capital first, a full stop last, not an enumeration."""
    return words[0].isupper() and words[-1] in ".!?…»" and not words.endswith("...") and not words.isupper()


def _thinned(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Keep at most a few hundred, evenly spread, so that a long list costs no more than a short one."""
    step = max(1.0, len(candidates) / _MOST_CANDIDATES)
    return [candidates[int(index * step)] for index in range(int(len(candidates) / step))]


def _lemmas(words: str) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokens(words))
