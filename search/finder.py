"""Search as people need it: forgive typos, and widen when almost nothing holds every word.

Nothing is replaced silently: what was corrected, widened or could be typed otherwise is told with
the results.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from consult.kit.text.french import fold, terms_of
from consult.kit.text.marks import Wanted
from search.engine import Alternative, Clause, Engine, Match, Query, Results

FEW = 10
"""Texts holding every word below which texts holding some of them are added."""

CLOSE_ENOUGH = 3
CLOSE_WEIGHT = 0.6
_RARE, _MUCH_MORE = 2, 20


@dataclass(frozen=True)
class Found:
    """What was found, and how the query was understood.

    `corrected` gives, for a word that no text has, the words looked for in its place; `suggested`,
    for a rare word, the frequent one it may have been meant for; `widened` says that texts with
    some of the words were added to the `complete` ones, which have them all.
    """

    query: Query
    results: Results
    corrected: Mapping[str, Sequence[str]] = field(default_factory=dict)
    suggested: Mapping[str, str] = field(default_factory=dict)
    widened: bool = False
    complete: int = 0

    @property
    def wanted(self) -> Wanted:
        """Return what to mark in the texts."""
        alternatives = list(chain.from_iterable(clause.alternatives for clause in self.query.clauses))
        words = chain.from_iterable(one.phrase for one in alternatives)
        prefixes = tuple(one.prefix for one in alternatives if one.prefix)
        return Wanted(frozenset(chain.from_iterable(words)), prefixes)


def find(engine: Engine, query: Query) -> Found:
    """Answer a query, forgiving what can be; raises `SearchUnavailable`."""
    forgiving, corrected = _forgive(engine, query)
    results = engine.search(forgiving)
    widened, complete = False, results.total
    if results.total < FEW and len(query.clauses) > 1:
        wider = replace(forgiving, match=Match.ANY)
        more = engine.search(wider)
        if more.total > results.total:
            forgiving, results, widened = wider, more, True
    return Found(forgiving, results, corrected, _suggest(engine, query, corrected), widened, complete)


def _forgive(engine: Engine, query: Query) -> tuple[Query, dict[str, list[str]]]:
    """Give each word that no text has the words written almost like it."""
    corrected: dict[str, list[str]] = {}
    clauses: list[Clause] = []
    for clause in query.clauses:
        close = [] if _is_known(engine, clause) else _close_words(engine, clause)
        if close:
            corrected[clause.typed] = close
        likely = tuple(Alternative((terms_of(word),), (fold(word),), weight=CLOSE_WEIGHT) for word in close)
        clauses.append(replace(clause, alternatives=clause.alternatives + likely))
    return replace(query, clauses=tuple(clauses)), corrected


def _is_known(engine: Engine, clause: Clause) -> bool:
    return any(engine.count(one) for one in clause.alternatives)


def _close_words(engine: Engine, clause: Clause) -> list[str]:
    if not _is_one_word(clause):
        return []
    close = [word.written for word in engine.close_words(clause.typed) if terms_of(word.written)]
    return close[:CLOSE_ENOUGH]


def _is_one_word(clause: Clause) -> bool:
    first = clause.alternatives[0]
    return len(first.phrase) == 1 and not first.exact


def _suggest(engine: Engine, query: Query, corrected: Mapping[str, object]) -> dict[str, str]:
    """Offer, for a word that few texts have, one that many have."""
    words = [clause for clause in query.clauses if clause.typed not in corrected and _is_one_word(clause)]
    likelier = {clause.typed: _likelier(engine, clause) for clause in words}
    return {typed: word for typed, word in likelier.items() if word}


def _likelier(engine: Engine, clause: Clause) -> str:
    count = engine.count(clause.alternatives[0])
    close = engine.close_words(clause.typed) if count <= _RARE else ()
    return next((word.written for word in close if word.count >= _MUCH_MORE * max(count, 1)), "")
