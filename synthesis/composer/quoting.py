"""Words set between quotation marks, whose own marks become those a French or an English text puts inside."""

import re

_OPENS, _CLOSES = re.compile(r"«\s*"), re.compile(r"\s*»")


def inside(words: str) -> str:
    """Turn the « » of words that are about to be quoted into “ ”; nothing else of them changes."""
    return _CLOSES.sub("”", _OPENS.sub("“", words))
