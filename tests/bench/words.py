"""Put long texts together from made-up words, so that nothing is remembered from one to the next."""

import random
from itertools import product

_BEGINNINGS = ("trans", "com", "pro", "dé", "re", "sur", "inter", "auto", "numé", "terri", "éduc", "sant")
_MIDDLES = ("port", "mun", "jet", "velop", "con", "fil", "net", "mobil", "riqu", "tor", "atif", "ticip")
_ENDS = ("ation", "ement", "eur", "euse", "ité", "aux", "ables", "er", "ons", "ique", "isme", "elles")
_LITTLE = ("le", "la", "les", "de", "des", "un", "une", "et", "pour", "dans", "avec", "sans", "que", "qui")
_MADE = ["".join(parts) for parts in product(_BEGINNINGS, _MIDDLES, _ENDS)]


def long_texts(number: int, length: int) -> list[str]:
    """Return texts of this many characters, always the same ones."""
    rng = random.Random(number * length)
    return [_text(rng, length) for _ in range(number)]


def _text(rng: random.Random, length: int) -> str:
    pairs = (f"{rng.choice(_LITTLE)} {rng.choice(_MADE)}{rng.choice(['', '', '.', ','])}" for _ in range(length))
    words = ""
    while len(words) < length:
        words += f"{next(pairs)} "
    return words[:length]
