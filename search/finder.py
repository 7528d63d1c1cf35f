"""Search as people need it: forgive typos, and widen when almost nothing holds every word.

Nothing is replaced silently: what was corrected, widened or could be typed otherwise is told with
the results.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from consult.kit.text.french import fold
from consult.kit.text.marks import Wanted
from consult.kit.text.words import asked_terms
from search.engine import Alternative, Clause, Engine, Query, Results

FEW = 10
"""Texts holding every word below which texts holding some of them are added."""

CLOSE_ENOUGH = 3
CLOSE_WEIGHT = 0.6
_RARE, _MUCH_MORE = 2, 20


@dataclass(frozen=True)
class Found:
    """What was found, and how the query was understood.

    `corrected` gives, for a word that no text has, the words looked for in its place; `suggested`,
    for a rare word, the frequent one it may have been meant for.
    """

    query: Query
    results: Results
    corrected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    suggested: Mapping[str, str] = field(default_factory=dict)

    @property
    def complete(self) -> int:
        """Return how many texts hold every word; where there are few, `results` has others too."""
        return self.results.complete

    @property
    def widened(self) -> bool:
        """Say whether texts with some of the words were added."""
        return self.results.total > self.results.complete

    @property
    def wanted(self) -> Wanted:
        """Return what to mark in the texts."""
        alternatives = list(chain.from_iterable(clause.alternatives for clause in self.query.clauses))
        words = chain.from_iterable(one.phrase for one in alternatives)
        prefixes = tuple(one.prefix for one in alternatives if one.prefix)
        return Wanted(frozenset(chain.from_iterable(words)), prefixes)


def find(engine: Engine, query: Query) -> Found:
    """Answer a query, forgiving what can be; raises `SearchUnavailable`."""
    asked = replace(query, few=FEW)
    results = engine.search(replace(asked, hasty=True))
    counted = list(zip(query.clauses, results.frequencies, strict=True))
    absent = [clause for clause, count in counted if not count]
    if any(_may_be_parted(clause) for clause in absent):
        return find(engine, replace(query, clauses=tuple(_parted(query.clauses, absent))))
    corrected = _corrected(engine, query, absent)
    if absent:
        asked = replace(asked, clauses=tuple(_forgiving(clause, corrected) for clause in query.clauses))
        results = engine.search(asked)
    return Found(asked, results, corrected, _likelier(engine, query, counted))


def _may_be_parted(clause: Clause) -> bool:
    first = clause.alternatives[0]
    return len(first.phrase) > 1 and not first.exact


def _parted(clauses: Sequence[Clause], absent: Sequence[Clause]) -> Iterator[Clause]:
    """Yield each word alone of an expression with equivalents that no text holds: a longer query finds no less."""
    for clause in clauses:
        if clause in absent and _may_be_parted(clause):
            words = zip(clause.alternatives[0].phrase, clause.typed.split(), strict=True)
            yield from (Clause((Alternative((terms,), (fold(word),)),), word) for terms, word in words)
        else:
            yield clause


def _forgiving(clause: Clause, corrected: Mapping[str, Sequence[str]]) -> Clause:
    words = corrected.get(clause.typed, ())
    likely = tuple(Alternative((asked_terms(word),), (fold(word),), weight=CLOSE_WEIGHT) for word in words)
    return replace(clause, alternatives=tuple(dict.fromkeys(clause.alternatives + likely)))


def _corrected(engine: Engine, query: Query, absent: Sequence[Clause]) -> dict[str, list[str]]:
    """Return, for each word that no text has, those written almost like it."""
    close = {
        clause.typed: [word.written for word in engine.close_words(clause.typed)]
        for clause in absent
        if _is_one_word(clause)
    }
    shown = _shown(engine, query, chain.from_iterable(close.values()))
    kept = {typed: [word for word in words if word in shown][:CLOSE_ENOUGH] for typed, words in close.items()}
    return {typed: words for typed, words in kept.items() if words}


def _likelier(engine: Engine, query: Query, counted: Sequence[tuple[Clause, int]]) -> dict[str, str]:
    """Return, for each word that few texts have, one that many have."""
    rare = {clause.typed: count for clause, count in counted if 0 < count <= _RARE and _is_one_word(clause)}
    close = {
        typed: [word.written for word in engine.close_words(typed) if word.count >= _MUCH_MORE * count]
        for typed, count in rare.items()
    }
    shown = _shown(engine, query, chain.from_iterable(close.values()))
    first = {typed: next((word for word in words if word in shown), "") for typed, words in close.items()}
    return {typed: word for typed, word in first.items() if word}


def _shown(engine: Engine, query: Query, words: Iterable[str]) -> set[str]:
    """Keep the words some text has that may still be shown: an index remembers words of hidden ones."""
    terms = {word: asked_terms(word) for word in words if asked_terms(word)}
    clauses = {one: Clause((Alternative((one,)),)) for one in terms.values()}
    if not clauses:
        return set()
    asked = Query(clauses=tuple(clauses.values()), without=query.without, limit=0)
    counts = dict(zip(clauses, engine.search(asked).frequencies, strict=True))
    return {word for word, one in terms.items() if counts[one]}


def _is_one_word(clause: Clause) -> bool:
    first = clause.alternatives[0]
    return len(first.phrase) == 1 and not first.exact
