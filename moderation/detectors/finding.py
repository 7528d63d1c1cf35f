"""Say what a detector is given, and what it may answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from moderation.models import FlagReason

Span: TypeAlias = tuple[int, int]
Vector: TypeAlias = Mapping[str, float]


@dataclass(frozen=True)
class Themes:
    """What the themes of a consultation published: how rare each term is, the mean of each theme by its title."""

    rarity: Vector
    means: Mapping[str, Vector]


@dataclass(frozen=True)
class Examined:
    """A text as everyone would read it, with what only the database knows of its surroundings.

    `recent` counts what the same author sent in the last minutes, `same_words` the other texts of
    the consultation with the same words, `own_copies` those of them by the same author, `campaign` the
    near copies of it by enough people to be one. `theme` is the title of the theme of a proposal, `themes` what
    each theme published.
    """

    text: str
    recent: int = 0
    same_words: int = 0
    own_copies: int = 0
    campaign: int = 0
    theme: str = ""
    themes: Themes | None = None


@dataclass(frozen=True)
class Finding:
    """What a detector saw: for which reason it matters and where (`text[start:end]`), the first places only.

    `detail` says what else it found, such as the theme a text looks like.
    """

    detector: str
    reason: FlagReason
    spans: Sequence[Span] = ()
    detail: str = ""


Detector: TypeAlias = Callable[[Examined], Finding | None]
MOST_SPANS = 20


def found(detector: str, reason: FlagReason, spans: Sequence[Span]) -> Finding | None:
    """Return a finding for these places, or nothing when there is none."""
    return Finding(detector, reason, tuple(spans[:MOST_SPANS])) if spans else None
