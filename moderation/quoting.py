"""Find a sentence in a text as it is written there, whatever the spaces it was copied with."""

import re

from consult.kit.text.markdown import plain
from consult.kit.text.sentences import split

MOST_SENTENCES = 60
LONGEST = 600
_FEWEST_WORDS = 4


def sentences_of(source: str) -> list[str]:
    """Return the sentences of a text that may be picked: those that say something and are not too long."""
    words = [one.words for one in split(plain(source))]
    return [one for one in words if len(one.split()) >= _FEWEST_WORDS and len(one) <= LONGEST][:MOST_SENTENCES]


def said_in(text: str, typed: str) -> str | None:
    """Return the very words of the text that were typed, or None when it does not hold them."""
    words = typed.split()
    if not words:
        return None
    found = re.search(r"\s+".join(re.escape(word) for word in words), text)
    return found.group() if found else None
