"""Search as people need it: forgive typos, and widen when almost nothing holds every word.

Nothing is replaced silently: what was corrected, widened or could be typed otherwise is told with
the results.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice

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
    results = engine.search(asked)
    frequencies = dict(zip(query.clauses, results.frequencies, strict=True))
    counted = [(clause, frequencies[clause]) for clause in query.clauses]
    closest = {clause.typed: _closest(engine, query, clause, count) for clause, count in counted}
    likelier = {clause.typed: _likelier(engine, query, clause, count) for clause, count in counted}
    corrected = {typed: words for typed, words in closest.items() if words}
    if corrected:
        asked = replace(asked, clauses=tuple(_forgiving(clause, corrected) for clause in query.clauses))
        results = engine.search(asked)
    return Found(asked, results, corrected, {typed: word for typed, word in likelier.items() if word})


def _forgiving(clause: Clause, corrected: Mapping[str, Sequence[str]]) -> Clause:
    words = corrected.get(clause.typed, ())
    likely = tuple(Alternative((asked_terms(word),), (fold(word),), weight=CLOSE_WEIGHT) for word in words)
    return replace(clause, alternatives=clause.alternatives + likely)


def _closest(engine: Engine, query: Query, clause: Clause, count: int) -> list[str]:
    """Return, for a word that no text has, those written almost like it."""
    if count or not _is_one_word(clause):
        return []
    close = (word.written for word in engine.close_words(clause.typed))
    return list(islice((word for word in close if _is_shown(engine, query, word)), CLOSE_ENOUGH))


def _likelier(engine: Engine, query: Query, clause: Clause, count: int) -> str:
    """Return, for a word that few texts have, one that many have."""
    if not 0 < count <= _RARE or not _is_one_word(clause):
        return ""
    close = (word.written for word in engine.close_words(clause.typed) if word.count >= _MUCH_MORE * count)
    return next((word for word in close if _is_shown(engine, query, word)), "")


def _is_shown(engine: Engine, query: Query, word: str) -> bool:
    """Say whether a text has this word that may still be shown: an index remembers words of hidden ones."""
    alone = Clause((Alternative((asked_terms(word),)),))
    return (
        bool(asked_terms(word))
        and engine.search(Query(clauses=(alone,), without=query.without, limit=0)).total > 0
    )


def _is_one_word(clause: Clause) -> bool:
    first = clause.alternatives[0]
    return len(first.phrase) == 1 and not first.exact
