"""Say what a detector is given, and what it may answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from moderation.models import FlagReason

Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True)
class Examined:
    """A text as everyone would read it, with what only the database knows of its surroundings.

    `recent` counts what the same author sent in the last minutes, `same_words` the other texts of
    the consultation with the same words, `own_copies` those of them by the same author, `campaign` the
    near copies of it by enough people to be one.
    """

    text: str
    recent: int = 0
    same_words: int = 0
    own_copies: int = 0
    campaign: int = 0


@dataclass(frozen=True)
class Finding:
    """What a detector saw: for which reason it matters and where (`text[start:end]`), the first places only."""

    detector: str
    reason: FlagReason
    spans: Sequence[Span] = ()


Detector: TypeAlias = Callable[[Examined], Finding | None]
MOST_SPANS = 20


def found(detector: str, reason: FlagReason, spans: Sequence[Span]) -> Finding | None:
    """Return a finding for these places, or nothing when there is none."""
    return Finding(detector, reason, tuple(spans[:MOST_SPANS])) if spans else None
