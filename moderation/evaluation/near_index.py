"""Join near copies as the site does, in memory: the same bands, the same comparison, the first text leads."""

from collections import defaultdict

from consult.kit.text.similarity import SAME, similarity
from moderation.near import bands

_MOST_COMPARED = 5


class NearIndex:
    """The texts that lead near copies, found by what they share."""

    def __init__(self) -> None:
        self._leaders: dict[int, list[str]] = defaultdict(list)

    def join(self, text: str) -> str:
        """Return the text that this one nearly copies, itself when it copies none; only the first is kept."""
        values = bands(0, text)
        near = list(dict.fromkeys(one for value in values for one in self._leaders[value]))
        leader = next((one for one in near[:_MOST_COMPARED] if similarity(text, one) >= SAME), None)
        if leader is None:
            for value in values:
                self._leaders[value].append(text)
        return leader or text
