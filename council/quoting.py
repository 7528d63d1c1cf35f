"""Recognise, in what a council wrote, the very words of a contribution, and take them out of what is read.

Pure functions on texts: letters and digits alone are compared, so that quotation marks, line breaks and Markdown
hide nothing.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

SHORTEST = 40
"""How many characters in a row, spaces counted once, make a quote rather than a turn of phrase."""
LEFT_OUT = "[…]"
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_WORD = re.compile(r"\S+")
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Span:
    """Where a quote stands in a source: its first character, and how many it has."""

    start: int
    length: int


class Passages(Generic[Key]):
    """Sources by name, in which the words of contributions are looked for; read once, asked many times."""

    def __init__(self, sources: Mapping[Key, str]) -> None:
        self._read = {key: _bare_with_places(source) for key, source in sources.items()}
        self._found_at: dict[str, list[tuple[Key, int]]] = {}
        for key, (words, _places) in self._read.items():
            for match in _WORD.finditer(words, 0, max(0, len(words) - SHORTEST + 1)):
                opening = words[match.start() : match.start() + SHORTEST]
                self._found_at.setdefault(opening, []).append((key, match.start()))

    def quotes_of(self, text: str) -> list[tuple[Key, Span]]:
        """Return where the sources repeat this text: those of one source in their order, none of them meeting."""
        said = bare(text)
        found: dict[Key, set[tuple[int, int]]] = {}
        for match in _WORD.finditer(said):
            for key, start in self._found_at.get(said[match.start() : match.start() + SHORTEST], ()):
                end = _end_of_common(self._read[key][0], start, said, match.start())
                found.setdefault(key, set()).add((start, end))
        return [(key, self._span(key, *pair)) for key, pairs in found.items() for pair in _merged(sorted(pairs))]

    def _span(self, key: Key, start: int, end: int) -> Span:
        places = self._read[key][1]
        return Span(places[start], places[end - 1] + 1 - places[start])


def bare(text: str) -> str:
    """Return the words of a text in small letters, one space between them."""
    return _BETWEEN_WORDS.sub(" ", _small(text)).strip()


def without(source: str, spans: Sequence[Span]) -> str:
    """Return a source in which these quotes are left out."""
    said = source
    for start, end in reversed(_merged(sorted((one.start, one.start + one.length) for one in spans))):
        said = said[:start] + LEFT_OUT + said[end:]
    return said


def _small(text: str) -> str:
    """Return the text in small letters, as long as it was: a letter that would take two is left alone."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _bare_with_places(source: str) -> tuple[str, list[int]]:
    """Return the same as `bare`, with the place in the source of each of its characters."""
    small = _small(source)
    words, places = "", list[int]()
    for match in re.finditer(r"[^\W_]+", small):
        if words:
            words += " "
            places.append(match.start() - 1)
        words += match[0]
        places.extend(range(match.start(), match.end()))
    return words, places


def _end_of_common(one: str, at: int, other: str, begin: int) -> int:
    """Return where what both texts have in common from these places on ends in the first, at the end of a word."""
    longest = min(len(one) - at, len(other) - begin)
    steps = range(SHORTEST, longest)
    end = at + next((step for step in steps if one[at + step] != other[begin + step]), longest)
    while end < len(one) and one[end] != " ":
        end -= 1
    return end


def _merged(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in pairs:
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(found[-1][1], end)
        else:
            found.append((start, end))
    return found
