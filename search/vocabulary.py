"""Complete and correct words from those the texts are written with."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from consult.kit.text.french import fold
from search.engine import Word

MOST_EXPANSIONS = 200
CLOSE_WORDS = 5
SHORT_WORD, LONG_WORD = 4, 8
"""Letters up to which a word is left alone, and from which two letters may be wrong."""


class Vocabulary:
    """The words of an index as they are written, and in how many texts each is."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        pairs = sorted((fold(word), word) for word in counts)
        self._folded = [folded for folded, _ in pairs]
        self._written = [word for _, word in pairs]

    def starting(self, prefix: str) -> Sequence[str]:
        """Return the words that begin like this (accents and case aside), the most frequent first."""
        start, end = bisect_left(self._folded, prefix), bisect_left(self._folded, prefix + "\U0010ffff")
        return sorted(self._written[start:end], key=lambda word: (-self._counts[word], word))[:MOST_EXPANSIONS]

    def close_to(self, word: str) -> Sequence[Word]:
        """Return the other words written most nearly like this one.

        The most frequent comes first, because typos are in the texts too.
        """
        folded = fold(word)
        if len(folded) <= SHORT_WORD:
            return []
        furthest = 2 if len(folded) >= LONG_WORD else 1
        found = process.extract(folded, self._folded, scorer=OSA.distance, score_cutoff=furthest, limit=None)
        others = [(distance, place) for _, distance, place in found if distance]
        nearest = min(others, default=(0, 0))[0]
        words = [self._written[place] for distance, place in others if distance == nearest]
        ranked = sorted(words, key=lambda one: (-self._counts[one], one))
        return [Word(one, self._counts[one]) for one in ranked[:CLOSE_WORDS]]
