"""Mask words in a text: find them whatever their case and spaces, and say that they are masked."""

import re
from collections.abc import Sequence
from typing import Final

MASK: Final = "[masqué par la modération]"
"""What stands in place of masked words, wherever the text is read: pages, search, files, synthesis."""

SHORTEST: Final = 2
"""Letters below which a passage would mask half the text."""


def passages(typed: str) -> list[str]:
    """Return what to mask, one passage per line, without repeating any."""
    lines = [" ".join(line.split()) for line in typed.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))


def masked(text: str, words: Sequence[str]) -> str:
    """Return the text with each of these passages masked, the longest first."""
    for passage in sorted(words, key=len, reverse=True):
        text = _pattern(passage).sub(MASK, text)
    return text


def absent(text: str, words: Sequence[str]) -> list[str]:
    """Return the passages that the text does not hold, or that are too short to be looked for."""
    return [one for one in words if len(one) < SHORTEST or not _pattern(one).search(text)]


def _pattern(passage: str) -> re.Pattern[str]:
    """Match whole words alone, across lines and the marks of emphasis that may stand between them."""
    between = r"[\s*_]+"
    said = between.join(re.escape(word) for word in passage.split())
    return re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)
