"""Show a moderator what the detectors saw, in the very words of the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from consult.kit.errors import Sentence
from contributions.models import Contribution
from moderation.charter import RulesInForce
from moderation.examined import examined_text
from moderation.highlights import label_of
from moderation.models import FlagReason, Signal
from moderation.wording import SEEN

OTHER_THEME = "off_theme"
"""The signal that is about a shelf: it breaks no rule, so that it is said last and marks no word of the text."""

_WORDS_LIMIT = 200


@dataclass(frozen=True)
class Seen:
    """A signal as a page shows it: what it may be, the rule it is about if any, what else it says, the words."""

    label: Sentence
    rule: str
    detail: str
    words: Sequence[str]


def quoted(signals: Sequence[Signal], text: str, charter: RulesInForce) -> list[Seen]:
    """Return each signal with the words it points at in the text that was read."""
    found = [
        Seen(SEEN[one.detector], label_of(one, charter).short, one.detail, _words(one, text))
        for one in about_rules(signals)
    ]
    elsewhere = [one for one in signals if one.detector == OTHER_THEME]
    return found + [
        Seen(_l("Peut-être dans un autre thème : %(theme)s", theme=one.detail), "", "", _words(one, text))
        for one in elsewhere
    ]


def about_rules(signals: Sequence[Signal]) -> list[Signal]:
    """Return the signals of what a rule forbids, without the guess of another theme."""
    return [one for one in signals if one.detector != OTHER_THEME]


def theme_guessed(signals: Sequence[Signal], themes: Sequence[tuple[int, str]]) -> tuple[int, str] | None:
    """Return which of these themes a text looks like more than its own, by id and title."""
    guessed = {one.detail for one in signals if one.detector == OTHER_THEME}
    return next(((number, title) for number, title in themes if title in guessed), None)


def passages_for(signals: Sequence[Signal], text: str, charter: RulesInForce) -> dict[str, str]:
    """Return, by the number of each rule that a signal is about, the words it points at, a passage a line."""
    found: dict[str, str] = {}
    for rule in charter.rules:
        about = [one for one in about_rules(signals) if one.reason is rule.reason]
        seen = [words for one in about for words in _words(one, text)]
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
    """Return the words a signal points at, each once, as they are first written."""
    said = [text[start:end][:_WORDS_LIMIT] for start, end in signal.spans]
    return list({one.casefold(): one for one in reversed(said)}.values())[::-1]
