"""Read which words say the same thing, and find them in a list of words."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from consult.kit.text.french import Token, fold, tokens

Phrase = tuple[tuple[str, ...], ...]
"""Words in a row, each as the terms that find it; none for a word too common, which only holds its place."""

LONGEST_ACRONYM = 5
"""Letters of an acronym; a longer word in capitals is only a word said aloud."""


@dataclass(frozen=True)
class Equivalent:
    """Words `first` to `first + length` of a list, and the other phrases that say the same."""

    first: int
    length: int
    others: tuple[Phrase, ...]


class Synonyms:
    """Groups of words and phrases that stand for each other (synonymes)."""

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self._starting: dict[str, list[tuple[Phrase, tuple[Phrase, ...]]]] = {}
        self._acronyms: dict[Phrase, str] = {}
        for group in groups:
            self._acronyms |= {phrase_of(text): fold(text) for text in group if is_acronym(text)}
            self._add(list(dict.fromkeys(phrase for text in group if (phrase := phrase_of(text)))))

    def _add(self, phrases: Sequence[Phrase]) -> None:
        for phrase in phrases:
            others = tuple(other for other in phrases if other != phrase)
            for term in phrase[0]:
                self._starting.setdefault(term, []).append((phrase, others))

    @classmethod
    def read(cls, path: Path) -> "Synonyms":
        """Read a TOML file of `[[groupe]]` tables with a list `mots`; raise ValueError saying what is wrong."""
        try:
            document = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ValueError(f"{path}: {error}") from error
        return cls(_words_of(group, path) for group in document.get("groupe", []))

    def acronym(self, phrase: Phrase) -> str:
        """Return the acronym, folded, that a phrase of a group stands for; nothing when it is made of words."""
        return self._acronyms.get(phrase, "")

    def find(self, words: Sequence[Token]) -> Iterator[Equivalent]:
        """Yield the equivalents met in `words` (no stop word among them), the longest at each place."""
        first = 0
        while first < len(words):
            fitting = self._fitting(words, first)
            if not fitting:
                first += 1
                continue
            longest = max(_length(phrase) for phrase, _ in fitting)
            others = [all_ for phrase, all_ in fitting if _length(phrase) == longest]
            yield Equivalent(first, longest, tuple(dict.fromkeys(chain.from_iterable(others))))
            first += longest

    def _fitting(self, words: Sequence[Token], first: int) -> list[tuple[Phrase, tuple[Phrase, ...]]]:
        met = chain.from_iterable(self._starting.get(term, []) for term in words[first].terms)
        return [entry for entry in met if self._says(entry[0], words, first)]

    def _says(self, phrase: Phrase, words: Sequence[Token], first: int) -> bool:
        """Say whether words say this phrase; only an acronym itself says it, CAF and not « cafés »."""
        acronym = self.acronym(phrase)
        written = fold(words[first].word)
        return written in {acronym, f"{acronym}s"} if acronym else _stands_at(phrase, words, first)


def is_acronym(written: str) -> bool:
    """Tell an acronym, a few capitals in a row, from a word."""
    return 1 < len(written) <= LONGEST_ACRONYM and written.isalpha() and written.isupper()


def _words_of(group: object, path: Path) -> list[str]:
    words = group.get("mots") if isinstance(group, Mapping) else None
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise ValueError(f'{path}: each [[groupe]] has a line mots = ["…", "…"]')
    return words


def phrase_of(text: str) -> Phrase:
    """Return the words of `text` in a row, without the too common ones around them."""
    return phrase_in(tokens(text))


def phrase_in(written: Iterable[Token]) -> Phrase:
    """Return these words in a row, without the too common ones around them."""
    words = [token.terms for token in written]
    full = [place for place, terms in enumerate(words) if terms]
    return tuple(words[full[0] : full[-1] + 1]) if full else ()


def _length(phrase: Phrase) -> int:
    return sum(1 for terms in phrase if terms)


def _stands_at(phrase: Phrase, words: Sequence[Token], first: int) -> bool:
    asked = [terms for terms in phrase if terms]
    here = words[first : first + len(asked)]
    return len(here) == len(asked) and all(
        set(terms) & set(word.terms) for terms, word in zip(asked, here, strict=True)
    )
