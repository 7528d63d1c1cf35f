"""Show a moderator what the detectors saw, in the very words of the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.kit.errors import Sentence
from contributions.models import Contribution
from moderation.charter import RulesInForce
from moderation.examined import examined_text
from moderation.highlights import label_of
from moderation.models import FlagReason, Signal
from moderation.wording import SEEN

_WORDS_LIMIT = 200


@dataclass(frozen=True)
class Seen:
    """A signal as a page shows it: what it may be, the rule it is about, the theme it looks like, the words."""

    label: Sentence
    rule: str
    detail: str
    words: Sequence[str]


def quoted(signals: Sequence[Signal], text: str, charter: RulesInForce) -> list[Seen]:
    """Return each signal with the words it points at in the text that was read."""
    return [
        Seen(SEEN[one.detector], label_of(one, charter).short, one.detail, _words(one, text)) for one in signals
    ]


def passages_for(signals: Sequence[Signal], text: str, charter: RulesInForce) -> dict[str, str]:
    """Return, by the number of each rule that a signal is about, the words it points at, a passage a line."""
    found: dict[str, str] = {}
    for rule in charter.rules:
        seen = [words for one in signals if one.reason is rule.reason for words in _words(one, text)]
        if seen:
            found[str(rule.number)] = "\n".join(dict.fromkeys(seen))
    return found


def words_to_mask(signals: Sequence[Signal], text: str) -> str:
    """Return the private information that was seen, a passage a line, for whoever masks it."""
    private = [one for one in signals if one.reason is FlagReason.PERSONAL_DATA]
    return "\n".join(dict.fromkeys(words for one in private for words in _words(one, text)))


def private_words(seen: Sequence[tuple[Contribution, Signal]]) -> str:
    """Return the private information seen in several texts, a passage a line, each once."""
    found = [words for text, signal in seen for words in _words(signal, examined_text(text))]
    return "\n".join(dict.fromkeys(found))


def _words(signal: Signal, text: str) -> list[str]:
    return [text[start:end][:_WORDS_LIMIT] for start, end in signal.spans]
