"""Find a sentence in a text as it is written there, whatever the spaces it was copied with."""

import re


def said_in(text: str, typed: str) -> str | None:
    """Return the very words of the text that were typed, or None when it does not hold them."""
    words = typed.split()
    if not words:
        return None
    found = re.search(r"\s+".join(re.escape(word) for word in words), text)
    return found.group() if found else None
