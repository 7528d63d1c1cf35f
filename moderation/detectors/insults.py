"""Notice insults, hate and threats: our lexicon, its French forms, and letters disguised as figures or signs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from consult.kit.text.french import fold
from moderation.detectors.finding import Examined, Finding, Span, found
from moderation.detectors.lexicon import Lexicon, lexicon
from moderation.models import FlagReason

_WORD = re.compile(r"[^\W_]+(?:[@$*0-9]+[^\W_]+)*|[@$][^\W_]+")
_DISGUISES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_LONG_RUN = re.compile(r"(.)\1{2,}")
_LONGEST = 40
_Word = tuple[str, Span]


def insults(examined: Examined) -> Finding | None:
    """Find words and phrases that attack someone."""
    return found("insults", FlagReason.INSULT, _places(examined.text, FlagReason.INSULT))


def hate(examined: Examined) -> Finding | None:
    """Find words and phrases that attack people for what they are."""
    return found("hate", FlagReason.HATE, _places(examined.text, FlagReason.HATE))


def threats(examined: Examined) -> Finding | None:
    """Find phrases that threaten someone."""
    return found("threats", FlagReason.THREAT, _places(examined.text, FlagReason.THREAT))


def _places(text: str, reason: FlagReason) -> list[Span]:
    known, words = lexicon(), _words(text)
    alone = [span for word, span in words if _reason(word, known) is reason]
    return sorted({*alone, *_phrases(words, known, reason)})


@lru_cache(maxsize=4)
def _words(text: str) -> tuple[_Word, ...]:
    """Read the words of a text once for the three detectors that look for them."""
    return tuple((_plain(one.group()), one.span()) for one in _WORD.finditer(text))


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """Return a word as the lexicon writes it: folded, its figures and signs read as the letters they stand for."""
    folded = fold(word[:_LONGEST])
    has_letters = any(letter.isalpha() for letter in folded)
    return folded.translate(_DISGUISES) if has_letters else folded


def _reason(word: str, known: Lexicon) -> FlagReason | None:
    """Return what a word breaks, even stretched ("connnnard") or with a letter hidden ("conn*rd")."""
    if "*" in word:
        return _hidden(word, known)
    for written in (word, _LONG_RUN.sub(r"\1\1", word), _LONG_RUN.sub(r"\1", word)):
        if written in known.words:
            return known.words[written]
    return None


def _hidden(word: str, known: Lexicon) -> FlagReason | None:
    pattern = re.compile(".".join(re.escape(part) for part in word.split("*")))
    return next((reason for form, reason in known.words.items() if pattern.fullmatch(form)), None)


def _phrases(words: Sequence[_Word], known: Lexicon, reason: FlagReason) -> Iterator[Span]:
    for place, (first, (start, _)) in enumerate(words):
        for said, breaks in known.phrases.get(first, ()):
            heard = words[place : place + len(said)]
            if breaks is reason and tuple(word for word, _ in heard) == said:
                yield start, heard[-1][1][1]
