"""Show a moderator what the detectors saw, in the very words of the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.kit.errors import Sentence
from contributions.models import Contribution
from moderation.examined import examined_text
from moderation.models import LAW, Signal
from moderation.wording import SEEN

_WORDS_LIMIT = 200


@dataclass(frozen=True)
class Seen:
    """A signal as a page shows it: what it may be, the theme it looks like if any, and the words."""

    label: Sentence
    detail: str
    words: Sequence[str]


def quoted(signals: Sequence[Signal], contribution: Contribution) -> list[Seen]:
    """Return each signal with the words it points at."""
    text = examined_text(contribution) if signals else ""
    return [Seen(SEEN[one.detector], one.detail, _words(one, text)) for one in signals]


def first_words(signals: Sequence[Signal], contribution: Contribution) -> str:
    """Return the words a decision would most likely quote, so that nobody has to copy them."""
    lawful = [one for one in signals if one.reason in LAW and one.spans]
    return ", ".join(_words(lawful[0], examined_text(contribution))) if lawful else ""


def _words(signal: Signal, text: str) -> list[str]:
    return [text[start:end][:_WORDS_LIMIT] for start, end in signal.spans]
