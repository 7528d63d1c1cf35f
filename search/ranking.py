"""Score texts against a query from the postings of an index, on arrays: one pass, exact counts.

BM25 over two fields, the title counting more; the forms of one word count once (the best of
them), and so do the equivalents of one clause. Nothing here knows where postings come from.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from consult.kit.text.synonyms import Phrase
from search.engine import Alternative, Clause, Facet, Hit, Query, Results, Sort

TITLE, TEXT, WORD, TITLE_WORD, THEME, AUTHOR = "title", "text", "word", "title_word", "theme", "author"
SATURATION = 2.0
FIELD_WEIGHTS = {TITLE: 4.0, TEXT: 1.0}
LENGTH_WEIGHTS = {TITLE: 0.4, TEXT: 0.75}
SAME_FORM, SAME_IN_TITLE = 0.6, 1.0
"""What a word written as it was typed adds to one of its family, and adds again in a title."""

ACRONYM = 5.0
"""What an acronym itself adds to a word of its family: more than all the rest can, CAF before « cafés »."""

FIRST = 100.0
"""What puts a text that holds every word before those that hold some."""

COORDINATION = 2.0
"""How much a text that holds few of the words loses when any word will do."""

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Postings:
    """The texts that hold a term (their numbers in the segment, ascending) and how often."""

    ids: Numbers
    counts: Scores


class Segment(Protocol):
    """A part of an index; its texts are numbered from 0 to `size - 1`."""

    size: int
    alive: Mask
    lengths: Mapping[str, Scores]
    facets: Mapping[Facet, tuple[Numbers, Sequence[str]]]
    published: Numbers
    support: Numbers
    keys: NDArray[np.str_]

    def postings(self, field: str, term: str) -> Postings:
        """Return where a term stands."""
        ...

    def positions(self, field: str, term: str, ids: Numbers) -> Mapping[int, Sequence[int]]:
        """Return at which places a term stands in each of these texts."""
        ...


class Statistics(Protocol):
    """What is known of the whole index."""

    size: int

    @property
    def averages(self) -> Mapping[str, float]:
        """Return the mean length, in terms, of the fields that are not empty."""
        ...

    def frequency(self, term: str) -> int:
        """Return in how many texts a term stands."""
        ...

    def written(self, form: str) -> Sequence[str]:
        """Return the terms of the words that are this one but for their accents."""
        ...

    def expand(self, prefix: str) -> Sequence[str]:
        """Return the terms of the words that begin like this, the most frequent first, not too many."""
        ...


@dataclass(frozen=True)
class Scored:
    """How well each text of a segment answers: which satisfy every clause, which some, how many each."""

    complete: Mask
    partial: Mask
    scores: Scores
    frequencies: Numbers


def answer(query: Query, segments: Sequence[Segment], known: Statistics) -> Results:
    """Answer a query over every segment: the page asked for, how many there are, what each facet holds."""
    if not segments:
        return Results(frequencies=[0] * len(query.clauses))
    scored = [(segment, score(query, segment, known)) for segment in segments]
    complete = sum(int(narrow(query, segment, one.complete).sum()) for segment, one in scored)
    frequencies = np.sum([one.frequencies for _, one in scored], axis=0).tolist()
    widened = complete < query.few and not (query.hasty and 0 in frequencies)
    found = [(segment, one.partial if widened else one.complete, one.scores) for segment, one in scored]
    hits, total = _page_of(query, found)
    return Results(total, complete, frequencies, hits, _count_all_facets(query, found) if query.counted else {})


Found = Sequence[tuple[Segment, Mask, Scores]]


def _count_all_facets(query: Query, found: Found) -> dict[Facet, Counter[str]]:
    counted: dict[Facet, Counter[str]] = {facet: Counter() for facet in Facet}
    for segment, mask, _ in found:
        for facet, counts in count_facets(query, segment, mask).items():
            counted[facet].update(counts)
    return counted


def _page_of(query: Query, found: Found) -> tuple[list[Hit], int]:
    kept = [(segment, np.flatnonzero(narrow(query, segment, mask)), scores) for segment, mask, scores in found]
    scores = np.concatenate([part[ids] for _, ids, part in kept])
    published = np.concatenate([segment.published[ids] for segment, ids, _ in kept])
    support = np.concatenate([segment.support[ids] for segment, ids, _ in kept])
    places = order(query.sort, scores, published, support)[query.offset : query.offset + query.limit]
    keys = np.concatenate([segment.keys[ids] for segment, ids, _ in kept])
    return [_hit(str(keys[place]), float(scores[place])) for place in places], len(scores)


def _hit(key: str, found_score: float) -> Hit:
    collection, _, number = key.rpartition(":")
    return Hit(collection, int(number), found_score)


def score(query: Query, segment: Segment, known: Statistics) -> Scored:
    """Score every text of a segment."""
    scorer = _Scorer(segment, known)
    there = segment.alive & ~np.isin(segment.keys, list(query.without)) if query.without else segment.alive
    allowed = there & scorer.named(query)
    for alternative in query.excluded:
        allowed &= scorer.alternative(alternative) == 0
    if not query.clauses:
        return Scored(allowed, allowed, np.zeros(segment.size, np.float32), np.zeros(0, np.int64))
    each = np.stack([scorer.clause(clause) for clause in query.clauses])
    satisfied = (each > 0).sum(axis=0)
    share = satisfied / len(query.clauses)
    scores = each.sum(axis=0) * share**COORDINATION + FIRST * (share == 1)
    return Scored(allowed & (share == 1), allowed & (share > 0), scores, ((each > 0) & there).sum(axis=1))


class _Scorer:
    def __init__(self, segment: Segment, known: Statistics) -> None:
        self._segment = segment
        self._known = known

    def named(self, query: Query) -> Mask:
        """Say which texts are of the themes and by the authors named."""
        named = [(THEME, phrase) for phrase in query.themes] + [(AUTHOR, phrase) for phrase in query.authors]
        found = np.ones(self._segment.size, np.bool_)
        for field, phrase in named:
            found &= self.holds(field, phrase)
        return found

    def clause(self, clause: Clause) -> Scores:
        scores: Scores = np.maximum.reduce([self.alternative(one) for one in clause.alternatives])
        return scores

    def alternative(self, one: Alternative) -> Scores:
        if one.prefix:
            return self._prefix(one.prefix) * one.weight
        said = [terms for terms in one.phrase if terms]
        words = [self._word(*word, acronym=one.acronym) for word in zip_longest(said, one.forms)]
        if not words:
            return np.zeros(self._segment.size, np.float32)
        together = np.minimum.reduce(words) > 0
        if one.whole:
            together &= np.logical_and.reduce([self._written(form) for form in one.forms])
        if one.exact and len(words) > 1:
            together &= self._in_a_row(one.phrase, np.flatnonzero(together))
        scores: Scores = np.add.reduce(words) * together * np.float32(one.weight)
        return scores

    def holds(self, field: str, phrase: Phrase) -> Mask:
        """Say which texts have every word of a phrase in this field."""
        found = np.ones(self._segment.size, np.bool_)
        for terms in filter(None, phrase):
            found &= self._present(field, terms)
        return found

    def _present(self, field: str, terms: Iterable[str]) -> Mask:
        present = np.zeros(self._segment.size, np.bool_)
        for term in terms:
            present[self._segment.postings(field, term).ids] = True
        return present

    def _written(self, form: str) -> Mask:
        """Say which texts have a word as it was typed."""
        return self._present(WORD, self._known.written(form))

    def _word(self, terms: Sequence[str], form: str | None, *, acronym: bool) -> Scores:
        """Score one word by the best of its terms, so that having two forms is no advantage."""
        rarity = _rarity(max(self._known.frequency(term) for term in terms), self._known.size)
        weights = np.maximum.reduce([self._weight(term) for term in terms])
        scores: Scores = rarity * weights * (SATURATION + 1) / (weights + SATURATION)
        if form is not None:
            written = self._known.written(form)
            for field, worth in ((WORD, SAME_FORM + ACRONYM * acronym), (TITLE_WORD, SAME_IN_TITLE)):
                scores[self._present(field, written) & (scores > 0)] += np.float32(worth * rarity)
        return scores

    def _weight(self, term: str) -> Scores:
        weights = np.zeros(self._segment.size, np.float32)
        for field, worth in FIELD_WEIGHTS.items():
            found = self._segment.postings(field, term)
            share = LENGTH_WEIGHTS[field]
            relative = 1 - share + share * self._segment.lengths[field][found.ids] / self._known.averages[field]
            weights[found.ids] += worth * found.counts / relative
        return weights

    def _prefix(self, prefix: str) -> Scores:
        present = self._present(WORD, self._known.expand(prefix))
        scores: Scores = present * np.float32(_rarity(int(present.sum()), self._known.size))
        return scores

    def _in_a_row(self, phrase: Phrase, candidates: Numbers) -> Mask:
        found = np.zeros(self._segment.size, np.bool_)
        for field in FIELD_WEIGHTS:
            places = [(at, self._places(field, terms, candidates)) for at, terms in enumerate(phrase) if terms]
            for one in candidates.tolist():
                starts = [{place - at for place in where.get(one, ())} for at, where in places]
                found[one] |= bool(set.intersection(*starts))
        return found

    def _places(self, field: str, terms: Sequence[str], candidates: Numbers) -> dict[int, list[int]]:
        places: dict[int, list[int]] = {}
        for term in terms:
            for number, where in self._segment.positions(field, term, candidates).items():
                places.setdefault(number, []).extend(where)
        return places


def _rarity(frequency: int, size: int) -> float:
    """Weigh a word by how few texts have it; never nothing, even where deleted texts are still counted."""
    return log(1 + (max(size, frequency) - frequency + 0.5) / (frequency + 0.5))


def narrow(query: Query, segment: Segment, found: Mask, *, but: Facet | None = None) -> Mask:
    """Keep the texts chosen by every facet except `but`."""
    kept = found
    for facet, value in query.chosen.items():
        if facet is not but:
            codes, names = segment.facets[facet]
            kept = kept & (codes == (names.index(value) if value in names else -1))
    return kept


def count_facets(query: Query, segment: Segment, found: Mask) -> dict[Facet, dict[str, int]]:
    """Count what each choice of a facet would give, the other facets staying as chosen."""
    counted: dict[Facet, dict[str, int]] = {}
    for facet, (codes, names) in segment.facets.items():
        kept = narrow(query, segment, found, but=facet)
        counts = np.bincount(codes[kept], minlength=len(names))
        counted[facet] = {name: int(count) for name, count in zip(names, counts, strict=True) if count and name}
    return counted


def order(sort: Sort, scores: Scores, published: Numbers, support: Numbers) -> Numbers:
    """Return the places of texts in this order; support, then recency, settle what is equal."""
    rounded = np.round(scores, 4)
    keys = {
        Sort.RELEVANCE: (-published, -support, -rounded),
        Sort.RECENT: (-rounded, -published),
        Sort.SUPPORTED: (-published, -rounded, -support),
    }[sort]
    return np.lexsort(keys)
