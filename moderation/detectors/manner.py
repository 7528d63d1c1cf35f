"""Notice how a text is sent rather than what it says: shouted, by the dozen, or the same as others."""

import re

from moderation.detectors.finding import Examined, Finding, Span, found
from moderation.models import FlagReason

_RUN = re.compile(r"([!?])\1{4,}|([^\W\d_])\2{6,}")
_FEWEST_LETTERS = 40
_CAPITALS_SHARE = 0.7
_MANY_AT_ONCE = 10


def shouting(examined: Examined) -> Finding | None:
    """Find a text in capitals, and runs of the same sign."""
    letters = [letter for letter in examined.text if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    runs: list[Span] = [one.span() for one in _RUN.finditer(examined.text)]
    if len(letters) >= _FEWEST_LETTERS and capitals / len(letters) > _CAPITALS_SHARE:
        runs = [(0, len(examined.text))]
    return found("shouting", FlagReason.UNREADABLE, runs)


def flooding(examined: Examined) -> Finding | None:
    """Notice an author who sends many texts in a few minutes, or the same one again."""
    if examined.recent >= _MANY_AT_ONCE or examined.own_copies:
        return Finding("flooding", FlagReason.UNREADABLE)
    return None


def copies(examined: Examined) -> Finding | None:
    """Notice words that others already sent: a campaign is counted as such, never dropped."""
    return Finding("copies", FlagReason.DUPLICATE) if examined.same_words > examined.own_copies else None


def campaign(examined: Examined) -> Finding | None:
    """Notice a text that many people send with a few changes: one decision may then be taken for all."""
    return Finding("campaign", FlagReason.DUPLICATE) if examined.campaign else None
