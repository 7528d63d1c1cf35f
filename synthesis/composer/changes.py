"""What a person may change in the arrangement of a synthesis, as data: one frozen change after the other.

A change names a topic by what it gathers, not only by its number: when the synthesis is computed again, the topic
that gathers most of the same contributions takes the change, and a change that finds none says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from synthesis.composer.document import QuoteBlock

_SAME, _SAME_NUMBER = 0.5, 0.2


class ChangeKind(StrEnum):
    """What a change does."""

    NAME = "name"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    RANK = "rank"
    QUOTE = "quote"
    EVIDENCE = "evidence"


@dataclass(frozen=True)
class Anchor:
    """A topic as it stood when a person changed it; without a key, the contributions no topic gathers."""

    key: str = ""
    name: str = ""
    refs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One change of the arrangement; which fields matter depends on what it does.

    `topic` is what is changed, `into` where it or its texts go, `refs` the texts, `name` the new name, `position`
    the new rank from 1, `quote` the words to show and `instead` those they replace, `claim_id` the sentence whose
    evidence grows. `before` tells in words what stood there, `on` the day it was changed.
    """

    id: str
    kind: ChangeKind
    chapter: str
    topic: Anchor = Anchor()
    into: Anchor = Anchor()
    refs: tuple[str, ...] = ()
    name: str = ""
    position: int = 0
    quote: QuoteBlock | None = None
    instead: str = ""
    claim_id: str = ""
    before: str = ""
    on: str = ""


@dataclass(frozen=True)
class Lapse:
    """A change that no longer finds its place, and why."""

    id: str
    reason: str


def matching(anchor: Anchor, topics: Sequence[tuple[str, Sequence[str]]]) -> int | None:
    """Find among (key, contributions) the topic an anchor speaks of; None when nothing gathers the same."""
    scores = [
        (_likeness(anchor.refs, refs), key == anchor.key, -index) for index, (key, refs) in enumerate(topics)
    ]
    near = [score for score in scores if score[0] >= _SAME] or [
        score for score in scores if score[1] and score[0] >= _SAME_NUMBER
    ]
    return -max(near)[2] if near else None


def _likeness(first: Sequence[str], second: Sequence[str]) -> float:
    """Measure how much two lists share (Jaccard)."""
    union = set(first) | set(second)
    return len(set(first) & set(second)) / len(union) if union else 0.0
