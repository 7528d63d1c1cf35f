"""Words set between quotation marks, whose own marks become those a French or an English text puts inside."""

import re

LONGEST_TITLE, SHORT_TITLE = 120, 48
"""Letters shown of a title that names a topic, in full and in a table."""
LONGEST_OPENING = 110
"""Letters of a reply that the annex gives."""
_OPENS, _CLOSES = re.compile(r"«\s*"), re.compile(r"\s*»")


def first_words(line: str, longest: int) -> str:
    """Cut a line between two words; one word longer than that is cut inside."""
    if len(line) <= longest:
        return line
    if line[longest].isspace():
        return line[:longest].rstrip()
    return line[:longest].rsplit(None, 1)[0]


def opening(text: str) -> str:
    """Give the first words of a text as they stand in it, on one line, cut between two words."""
    return first_words(text.strip().split("\n", 1)[0].rstrip(), LONGEST_OPENING)


def shortened(words: str, longest: int) -> str:
    """Cut words as `first_words` does, and show that they are."""
    kept = first_words(words, longest)
    return words if kept == words else f"{kept}…"


def inside(words: str) -> str:
    """Turn the « » of words that are about to be quoted into “ ”; nothing else of them changes."""
    return _CLOSES.sub("”", _OPENS.sub("“", words))


def title_inside(title: str, longest: int = LONGEST_TITLE) -> str:
    """Prepare a title to name a topic, between quotation marks."""
    return shortened(inside(" ".join(title.split())), longest)
