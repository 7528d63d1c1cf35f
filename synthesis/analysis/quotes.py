"""Verbatim quotes: spans that cover the most of what a group of contributions says, one per author.

A quote is chosen for what it covers (greedy facility location on shared words), never because it is popular; words
that moderators picked go first, and one late contribution at least is heard where there is one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from synthesis.analysis.corpus import Contribution, Corpus
from synthesis.analysis.graph import tfidf
from synthesis.analysis.units import Unit, sentences_of
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
class Preferred:
    """What is quoted before the rest: the words moderators picked, and one late contribution at least."""

    picked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    late: frozenset[str] = frozenset()


NOTHING_PREFERRED = Preferred()


@dataclass(frozen=True)
class Candidate:
    """A span that may be quoted, with its author and the lemmas it covers."""

    quote: Quote
    author: int
    lemmas: tuple[str, ...]
    is_picked: bool = False
    is_late: bool = False


def preferred_in(corpus: Corpus) -> Preferred:
    """Return what a corpus wants quoted first."""
    picked: dict[str, tuple[str, ...]] = {}
    for one in corpus.picked:
        picked[one.ref] = (*picked.get(one.ref, ()), one.words)
    return Preferred(picked, corpus.late_refs)


def quotes_from(
    rows: Sequence[Contribution], limit: int, preferred: Preferred = NOTHING_PREFERRED
) -> tuple[Quote, ...]:
    """Choose up to `limit` spans among the sentences of some contributions."""
    found = [
        Candidate(
            Quote(row.ref, one.start, one.end, one.words),
            row.author,
            _lemmas(one.words),
            is_late=row.ref in preferred.late,
        )
        for row in rows
        for one in sentences_of(row.text)
    ]
    return choose([*_picks(rows, preferred), *found], limit)


def quotes_from_units(
    units: Sequence[Unit],
    rows: Mapping[str, Contribution],
    limit: int,
    about: Collection[str] = (),
    preferred: Preferred = NOTHING_PREFERRED,
) -> tuple[Quote, ...]:
    """Choose up to `limit` spans among the sentences a topic gathers, titles left out.

    Spans that hold a word of the topic's name (`about`) are preferred, so that a reader sees why they stand there.
    """
    refs = dict.fromkeys(unit.ref for unit in units)
    found = [_candidate(unit, rows[unit.ref], preferred) for unit in units if unit.end]
    picks = [
        one
        for one in _picks([rows[ref] for ref in refs], preferred)
        if any(unit.ref == one.quote.ref and _overlap(unit, one.quote) for unit in units)
    ]
    named = {token.lemma for term in about for token in tokens(term)}
    telling = [
        one for one in found if named & set(one.lemmas) and _is_quotable(one) and _is_whole(one.quote.words)
    ]
    enough = len({one.author for one in telling}) >= limit
    return choose([*picks, *(telling if enough else found)], limit)


def choose(candidates: Sequence[Candidate], limit: int) -> tuple[Quote, ...]:
    """Pick spans one by one, each adding the most to what is already covered, one per author.

    What moderators picked goes first; the last place is kept for a late contribution when none was chosen before.
    """
    others = [one for one in candidates if not one.is_picked and _is_quotable(one)]
    fit = [one for one in candidates if one.is_picked]
    fit += _thinned([one for one in others if _is_whole(one.quote.words)] or others)
    if not fit:
        return ()
    gains = _similarities(fit, candidates)
    covered = np.zeros(gains.shape[1])
    chosen: list[Candidate] = []
    for turn in range(1, limit + 1):
        open_places = _allowed(fit, chosen, is_last=turn == limit and limit > 1)
        if not open_places:
            break
        worth = np.maximum(gains[open_places] - covered, 0).sum(axis=1).round(6)
        best = open_places[int(worth.argmax())]
        chosen.append(fit[best])
        covered = np.maximum(covered, gains[best])
    return tuple(one.quote for one in chosen)


def _allowed(fit: Sequence[Candidate], chosen: Sequence[Candidate], *, is_last: bool) -> list[int]:
    """List who may be quoted next: nobody twice, and not the same words again from another."""
    authors, said = {one.author for one in chosen}, {one.lemmas for one in chosen}
    places = [place for place, one in enumerate(fit) if one.author not in authors and one.lemmas not in said]
    if is_last and not any(one.is_late for one in chosen):
        places = [place for place in places if fit[place].is_late] or places
    return [place for place in places if fit[place].is_picked] or places


def _picks(rows: Sequence[Contribution], preferred: Preferred) -> list[Candidate]:
    """List the spans that moderators picked in some contributions and that still stand in them."""
    return [
        Candidate(
            Quote(row.ref, start, start + len(words), words),
            row.author,
            _lemmas(words),
            is_picked=True,
            is_late=row.ref in preferred.late,
        )
        for row in rows
        for words in preferred.picked.get(row.ref, ())
        if (start := row.text.find(words)) >= 0 and words
    ]


def _candidate(unit: Unit, row: Contribution, preferred: Preferred) -> Candidate:
    quote = Quote(unit.ref, unit.start, unit.end, unit.words)
    lemmas = tuple(token.lemma for token in unit.tokens)
    return Candidate(quote, row.author, lemmas, is_late=unit.ref in preferred.late)


def _overlap(unit: Unit, quote: Quote) -> bool:
    return unit.start < quote.end and quote.start < unit.end


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
