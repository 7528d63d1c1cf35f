"""One sentence for a long contribution: its own, the one that says most of the rest, exactly as it was written.

People say what they want early: the place of a sentence counts beside what it covers. One that asks for something
is preferred; a question or an anecdote gives way. Nothing is rewritten.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from synthesis.analysis.corpus import Contribution
from synthesis.analysis.graph import tfidf
from synthesis.analysis.quotes import Quote
from synthesis.analysis.units import Unit, sentences_of, units_of
from synthesis.analysis.vectors import Vectors, cosines

FEWEST_SENTENCES = 3
EARLY = 0.3
COMFORTABLE_WORDS = 15
ASKING, QUESTION, ANECDOTE = 0.2, -0.3, -0.2
_PER_WORD_MORE = 0.01
_ASKS = re.compile(
    r"\b(?:propos(?:e|ons|ition)|demand(?:e|ons)|il (?:faut|faudrait)|faudrait"
    r"|d(?:oit|oivent|evrait|evraient|evons)|souhait\w*|sugg[èe]r\w*|voudr\w+"
    r"|il est (?:important|nécessaire|urgent))\b"
    r"|^(?:[-–•*]\s*)?\w+(?:er|ir|re)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"(?:j[’']|(?:je|mon|ma|mes|moi)\b)", re.IGNORECASE)


def summaries_of(rows: Sequence[Contribution], vectors: Vectors | None = None) -> dict[str, Quote]:
    """Choose a sentence of each contribution of at least three, by reference; a shorter one is its own summary."""
    long = {row.ref for row in rows if len(sentences_of(row.text)) >= FEWEST_SENTENCES}
    units = units_of(rows)
    likeness = _likeness(units, vectors)
    found: dict[str, Quote] = {}
    for ref, members in groupby(range(len(units)), key=lambda index: units[index].ref):
        places = [index for index in members if units[index].end] if ref in long else []
        if places:
            best = units[places[_best(likeness(places), [units[index] for index in places])]]
            found[ref] = Quote(best.ref, best.start, best.end, best.words)
    return found


def _likeness(units: Sequence[Unit], vectors: Vectors | None) -> Callable[[list[int]], NDArray[np.float64]]:
    """Return what compares some sentences with each other: by their meaning where it is known, else by words."""
    if vectors is not None:
        meaning = vectors.of_units(units)
        return lambda places: cosines(meaning[places], meaning[places])
    words = tfidf([[token.lemma for token in unit.tokens] for unit in units])
    return lambda places: np.asarray((words[places] @ words[places].T).todense())


def _best(likeness: NDArray[np.float64], units: Sequence[Unit]) -> int:
    """Weigh what each sentence covers, how early it stands, and how much there is to read."""
    covered = likeness.mean(axis=1)
    early = EARLY / np.arange(1, len(units) + 1)
    more = np.array([max(0, len(unit.tokens) - COMFORTABLE_WORDS) for unit in units])
    manner = np.array([_manner(unit.words) for unit in units])
    worth = covered / (covered.max() or 1.0) + early + manner - _PER_WORD_MORE * more
    return int(worth.round(6).argmax())


def _manner(words: str) -> float:
    """Weigh how a sentence speaks: it asks for something, wonders, or tells of the person who wrote it."""
    if words.rstrip('\u00a0\u202f »”"').endswith("?"):
        return QUESTION
    if _ASKS.search(words):
        return ASKING
    return ANECDOTE if _TELLS.match(words) else 0.0
