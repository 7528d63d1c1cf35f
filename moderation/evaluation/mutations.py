"""Send a text again as people do: dressed otherwise, or with slips, a signature, another place."""

import unicodedata
from random import Random

_TYPOS = 0.02
_SIGNATURES = ("", " Merci.", "\nUn habitant", " Pierre, Tours", "\n\nCordialement")
_LETTERS = "aeinrst "


def dressed_otherwise(text: str, draw: Random) -> str:
    """Keep the words and change what readers hardly see: case, accents, spaces, punctuation."""
    words = text.split()
    dressed = draw.choice(("  ", " ", "\n")).join(words)
    if draw.random() < 1 / 2:
        dressed = dressed.upper() if draw.random() < 1 / 2 else dressed.lower()
    if draw.random() < 1 / 2:
        bare = unicodedata.normalize("NFD", dressed)
        dressed = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return dressed + draw.choice(("", ".", " !", "…"))


def mutated(text: str, draw: Random) -> str:
    """Change a text as the synthesis's protocol of copies does: case, punctuation, signature, two typos in 100."""
    letters = list(text.upper() if draw.random() < 1 / 3 else text)
    letters = [draw.choice(_LETTERS) if draw.random() < _TYPOS else letter for letter in letters]
    changed = "".join(letters)
    if draw.random() < 1 / 2:
        changed = changed.replace(".", " !").replace(",", "")
    return changed + draw.choice(_SIGNATURES)
