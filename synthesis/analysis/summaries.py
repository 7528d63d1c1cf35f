"""One sentence for a long contribution: its own, the one that says most of the rest, exactly as it was written.

People say what they want early: the place of a sentence counts beside what it covers. One that asks for something
is preferred; a question or an anecdote gives way. Where a title says what is asked, the sentence that asks with
its words is preferred to the first ones, which often tell who writes. Nothing is rewritten.
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
from synthesis.analysis.words import tokens

FEWEST_SENTENCES = 3
EARLY = 0.3
COMFORTABLE_WORDS = 15
ASKING, QUESTION, ANECDOTE = 0.2, -0.3, -0.2
TITLED_ASKING, WITH_TITLE, TITLED_EARLY = 0.6, 0.9, 0.1
FEWEST_ASKING_WORDS, SAID_OF_THE_TITLE = 4, 1 / 3
_PER_WORD_MORE = 0.01
_ASKS = re.compile(
    r"\b(?:propos(?:e|ons|ition)|demand(?:e|ons)|il (?:faut|faudrait)|faudrait"
    r"|d(?:oit|oivent|evrait|evraient|evons)|souhait\w*|sugg[èe]r\w*|voudr\w+"
    r"|il est (?:important|nécessaire|urgent))\b"
    r"|^(?:[-–•*]\s*)?\w+(?:er|ir|re)\b",
    re.IGNORECASE,
)
_ASKS_PLAINLY = re.compile(
    r"\b(?:je (?:ne )?(?:propose|demande|souhait|sugg[èe]re|voudr|veux|verrais|aimerais)\w*"
    r"|nous (?:ne )?(?:propos|demand|souhait|sugg[ée]r|voudri|voul|aimeri)\w*ons"
    r"|faudrait|il faut|d(?:oit|oivent|evrait|evraient|evons))\b"
    r"|^(?:[-–•*]\s*)?(?:que |qu[’']|proposition\b|\w{3,}(?:er|ir|re|ez)\b)",
    re.IGNORECASE,
)
_TELLS = re.compile(r"(?:j[’']|(?:je|mon|ma|mes|moi)\b)", re.IGNORECASE)


def summaries_of(rows: Sequence[Contribution], vectors: Vectors | None = None) -> dict[str, Quote]:
    """Choose a sentence of each contribution of at least three, by reference; a shorter one is its own summary."""
    long = {row.ref for row in rows if len(sentences_of(row.text)) >= FEWEST_SENTENCES}
    units = units_of(rows)
    likeness = _likeness(units, vectors)
    titles = {row.ref: frozenset(token.lemma for token in tokens(getattr(row, "title", ""))) for row in rows}
    found: dict[str, Quote] = {}
    for ref, members in groupby(range(len(units)), key=lambda index: units[index].ref):
        places = [index for index in members if units[index].end] if ref in long else []
        sentences = [units[index] for index in places]
        if sentences and (best := _best(likeness(places), sentences, titles[ref])) is not None:
            found[ref] = Quote(best.ref, best.start, best.end, best.words)
    return found


def _likeness(units: Sequence[Unit], vectors: Vectors | None) -> Callable[[list[int]], NDArray[np.float64]]:
    """Return what compares some sentences with each other: by their meaning where it is known, else by words."""
    if vectors is not None:
        meaning = vectors.of_units(units)
        return lambda places: cosines(meaning[places], meaning[places])
    words = tfidf([[token.lemma for token in unit.tokens] for unit in units])
    return lambda places: np.asarray((words[places] @ words[places].T).todense())


def _best(likeness: NDArray[np.float64], units: Sequence[Unit], title: frozenset[str]) -> Unit | None:
    """Weigh what each sentence covers, how early it stands, how it speaks, and how much there is to read.

    Under a title, a sentence that neither asks nor uses a third of its words sums nothing up.
    """
    covered = likeness.mean(axis=1)
    early = (TITLED_EARLY if title else EARLY) / np.arange(1, len(units) + 1)
    more = np.array([max(0, len(unit.tokens) - COMFORTABLE_WORDS) for unit in units])
    manner = np.array([_titled_manner(unit, title) if title else _manner(unit.words) for unit in units])
    worth = covered / (covered.max() or 1.0) + early + manner - _PER_WORD_MORE * more
    tells = [not title or _asks_plainly(unit) or _shares(unit, title) > SAID_OF_THE_TITLE for unit in units]
    return units[int(np.where(tells, worth.round(6), -np.inf).argmax())] if any(tells) else None


def _titled_manner(unit: Unit, title: frozenset[str]) -> float:
    """Weigh how a sentence speaks under a title: what it says of it, and whether it asks plainly."""
    manner = TITLED_ASKING if _asks_plainly(unit) else min(0.0, _manner(unit.words))
    return WITH_TITLE * _shares(unit, title) + manner


def _asks_plainly(unit: Unit) -> bool:
    """Say whether a sentence asks for something, in words enough to tell what; a question does not."""
    long_enough = len(unit.tokens) >= FEWEST_ASKING_WORDS
    return long_enough and _manner(unit.words) != QUESTION and _ASKS_PLAINLY.search(unit.words) is not None


def _shares(unit: Unit, title: frozenset[str]) -> float:
    """Return the share of the words of a title that a sentence uses."""
    return len({token.lemma for token in unit.tokens} & title) / len(title)


def _manner(words: str) -> float:
    """Weigh how a sentence speaks: it asks for something, wonders, or tells of the person who wrote it."""
    if words.rstrip('\u00a0\u202f »”"').endswith("?"):
        return QUESTION
    if _ASKS.search(words):
        return ASKING
    return ANECDOTE if _TELLS.match(words) else 0.0
