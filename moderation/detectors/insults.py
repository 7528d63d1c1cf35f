"""Notice insults, hate and threats: our lexicon, its French forms, and letters disguised as figures or signs."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from consult.kit.text.french import fold
from moderation.detectors.finding import Examined, Finding, Span, found
from moderation.detectors.lexicon import Lexicon, lexicon
from moderation.detectors.menaces import threats_in
from moderation.models import FlagReason

_WORD = re.compile(r"[^\W_]+(?:[@$*0-9]+[^\W_]+)*|[@$][^\W_]+")
_DISGUISES = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s"})
_LONG_RUN = re.compile(r"(.)\1{2,}")
_LONGEST = 40
_Word = tuple[str, Span]


def insults(examined: Examined) -> Finding | None:
    """Find words and phrases that attack someone."""
    return _finding("insults", FlagReason.INSULT, examined.text)


def hate(examined: Examined) -> Finding | None:
    """Find words and phrases that attack people for what they are."""
    return _finding("hate", FlagReason.HATE, examined.text)


def threats(examined: Examined) -> Finding | None:
    """Find phrases that threaten someone, listed or by their grammar."""
    folded = fold(examined.text)
    if len(folded) != len(examined.text):
        folded = examined.text.lower()
    listed = {span for broken, span in _places(examined.text) if broken is FlagReason.THREAT}
    return found("threats", FlagReason.THREAT, sorted(listed.union(threats_in(folded))))


def _finding(detector: str, reason: FlagReason, text: str) -> Finding | None:
    return found(detector, reason, sorted({span for broken, span in _places(text) if broken is reason}))


@lru_cache(maxsize=4)
def _places(text: str) -> tuple[tuple[FlagReason, Span], ...]:
    """Read the words of a text once for the three detectors that look for them: what breaks what, and where."""
    words = [(_plain(one.group()), one.span()) for one in _WORD.finditer(text)]
    alone = [(reason, span) for word, span in words if (reason := _reason(word)) is not None]
    return (*alone, *_phrases(words))


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    """Return a word as the lexicon writes it: folded, its figures and signs read as the letters they stand for."""
    folded = fold(word[:_LONGEST])
    has_letters = any(letter.isalpha() for letter in folded)
    return folded.translate(_DISGUISES) if has_letters else folded


@lru_cache(maxsize=8192)
def _reason(word: str) -> FlagReason | None:
    """Return what a word breaks, even stretched ("connnnard") or with a letter hidden ("conn*rd")."""
    known = lexicon()
    if "*" in word:
        return _hidden(word, known)
    if word in known.words or not _LONG_RUN.search(word):
        return known.words.get(word)
    return known.words.get(_LONG_RUN.sub(r"\1\1", word)) or known.words.get(_LONG_RUN.sub(r"\1", word))


def _hidden(word: str, known: Lexicon) -> FlagReason | None:
    pattern = re.compile(".".join(re.escape(part) for part in word.split("*")))
    return next((reason for form, reason in known.words.items() if pattern.fullmatch(form)), None)


def _phrases(words: Sequence[_Word]) -> Iterator[tuple[FlagReason, Span]]:
    known = lexicon().phrases
    for place, (first, (start, _)) in enumerate(words):
        for said, breaks in known.get(first, ()):
            heard = words[place : place + len(said)]
            if tuple(word for word, _ in heard) == said:
                yield breaks, (start, heard[-1][1][1])
